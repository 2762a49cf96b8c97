/** Imported before the app: what it says of itself goes to stderr, so that stdout has nothing but a command's result. */
console.log = console.error;
