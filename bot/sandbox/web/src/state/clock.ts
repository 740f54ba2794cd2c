/** The sandbox's clock. It may have been set forward: then the browser's own says another time. */

let ahead = 0; // milliseconds

/** Takes over what the server says the time is, in seconds. */
export function setClock(seconds: number): void {
  ahead = seconds * 1000 - Date.now();
}

/** The time in the sandbox. */
export function now(): Date {
  return new Date(Date.now() + ahead);
}
