/// From which day the serial dates of a workbook count (ECMA-376 part 1, 18.17.4.1).
public enum DateSystem: Sendable, Hashable {
  /// Serial 1 is 1900-01-01, and a 29 February 1900 that never was is serial 60.
  case from1900
  /// Serial 0 is 1904-01-01.
  case from1904
}
