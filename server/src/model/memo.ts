/**
 * What a map holds under a key; where it holds nothing, it is made and kept.
 * @param map a `Map` or a `WeakMap`; its values must not be `undefined`, which counts as nothing
 */
export function getOrCreate<K, V>(
  map: { get(k: K): V | undefined; set(k: K, v: V): unknown },
  key: K,
  create: () => V,
): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = create();
  map.set(key, made);
  return made;
}
