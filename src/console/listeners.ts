/** The functions to call after each change of a state that lives outside of React. */
export class Listeners {
  readonly #all = new Set<() => void>();

  /** Returns a function that ends the subscription. */
  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#all.add(onChange);
    return () => {
      this.#all.delete(onChange);
    };
  };

  notify(): void {
    for (const listener of this.#all) listener();
  }
}
