/**
 * One-sided exact sign test (Dixon and Mood 1946): the chance of so many losses or more among wins and losses if either were as
 * likely. Ties are left out.
 */
export function lossChance(differences: readonly number[]): number {
  const losses = differences.filter((one) => one < 0).length;
  const count = losses + differences.filter((one) => one > 0).length;
  let chance = 0;
  for (let k = losses; k <= count; k += 1) chance += binomial(count, k);
  return count === 0 ? 1 : chance / 2 ** count;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i += 1) value = (value * (n - k + i)) / i;
  return value;
}
