declare const brandKey: unique symbol;

/** A primitive that cannot be confused with another primitive of the same runtime type. */
export type Brand<T, Name extends string> = T & { readonly [brandKey]: Name };
