import { readForm } from '../office/form.js';
import { type Response, responseFrom } from './responses.js';

/**
 * Reads the response in a Word file or an OpenDocument text.
 * @param name the file's name
 * @throws Error that says what is wrong with the file, in words that follow its name
 */
export function readFilledTemplate(name: string, bytes: Uint8Array): Response {
  const response = responseFrom(name, readForm(bytes));
  if (!response)
    throw new Error(
      'has no field below a question such as “FTC Q1” or “Question 1”, so it is not a filled response template',
    );
  return response;
}
