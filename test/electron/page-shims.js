// What Chromium 83 lacks, for the smoke run alone.
Object.hasOwn ??= (object, key) => Object.prototype.hasOwnProperty.call(object, key);
