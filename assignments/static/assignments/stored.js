/* What the browser itself keeps, for this tab or for this computer. Storage may be full or forbidden:
   then nothing is kept, and nothing else stops. */

export const thisTab = keeper(() => sessionStorage);
export const thisComputer = keeper(() => localStorage);

function keeper(storage) {
  return {
    read: (key) => attempt(() => JSON.parse(storage().getItem(key)), null),
    store: (key, value) => attempt(() => storage().setItem(key, JSON.stringify(value))),
    forget: (key) => attempt(() => storage().removeItem(key)),
    keys: () => attempt(() => Object.keys(storage()), []),
  };
}

function attempt(step, otherwise) {
  try {
    return step();
  } catch (error) {
    return otherwise;
  }
}
