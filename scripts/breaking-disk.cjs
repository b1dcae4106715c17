// For node --require: counts what a program does to the disk and, before or after the step BREAK_AT,
// sends it the signal BREAK_BY; with BREAK_BY=FULL the disk is full from then on. At the end it
// prints how many steps there were on standard error, as "steps: N".
const fs = require('node:fs');
const at = Number(process.env.BREAK_AT ?? 0);
const by = process.env.BREAK_BY ?? '';
let steps = 0;
let isFull = false;
const countStep = () => {
  if (++steps !== at) return;
  if (by === 'FULL') isFull = true;
  else process.kill(process.pid, by);
};
const NEEDS_ROOM = /^(?:open|write|link|mkdir|copy|fsync|sync)/;
const full = (name) => {
  if (isFull && NEEDS_ROOM.test(name)) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
};
const isReading = (name, args) => name === 'openSync' && (args[1] === undefined || args[1] === 'r');
const wrap = (owner, name) => {
  const own = owner[name];
  owner[name] = function (...args) {
    if (isReading(name, args)) return own.apply(this, args);
    countStep();
    full(name);
    const result = own.apply(this, args);
    if (typeof result?.then === 'function') return result.finally(countStep);
    countStep();
    return result;
  };
};
for (const name of ['openSync', 'fsyncSync', 'linkSync', 'copyFileSync', 'renameSync', 'rmSync', 'rmdirSync'])
  wrap(fs, name);
wrap(fs.promises, 'mkdir');
const open = fs.promises.open;
fs.promises.open = async (...args) => {
  if (args[1] !== 'wx' && args[1] !== 'r+') return open(...args);
  countStep();
  full('open');
  const file = await open(...args);
  countStep();
  for (const name of ['writeFile', 'sync']) wrap(file, name);
  return file;
};
process.on('exit', () => fs.writeSync(2, 'steps: ' + steps + '\n'));
