/// The day from which the serial dates of a workbook count (ECMA-376 part 1, 18.17.4.1).
public enum DateSystem: Sendable, Hashable {
  /// Serial 1 is 1900-01-01, and serial 60 is 29 February 1900, a day that never existed.
  case from1900
  /// Serial 0 is 1904-01-01.
  case from1904
}
