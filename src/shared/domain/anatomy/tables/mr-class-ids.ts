/** Unified class id for each id of TotalSegmentator's `total_mr` task (index = MR id, 0-50); 0 is background. */
export const UNIFIED_ID_BY_MR_ID: readonly number[] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 118, 119, 15, 18, 19, 20, 21, 22, 25, 121, 120, 79, 51, 52, 63, 64, 65, 66,
  67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90,
];
