/** What a person reads about an error; `{{name}}` is filled from the error's params. */
export interface ErrorText {
  readonly cause: string;
  readonly remedy: string;
}
