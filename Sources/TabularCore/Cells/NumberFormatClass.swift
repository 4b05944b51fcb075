/// The class of a number format: what a number in such a cell means to the person who typed it.
public enum NumberFormatClass: UInt8, Sendable {
  /// No format, or a plain number format.
  case general
  /// A number format with digit grouping (`#,##0`).
  case grouped
  /// A percent format: the stored number is a hundredth of what is shown.
  case percent
  /// A date without a time of day.
  case date
  /// A time of day without a date.
  case time
  /// A date with a time of day.
  case dateTime
  /// An elapsed time (`[h]:mm`).
  case duration
  /// The text format `@`.
  case text
  /// A date with a time of day that the format shows as UTC.
  case utcDateTime
  /// A date with a time of day that the format shows as the time of some other zone.
  case zonedDateTime
  /// A time of day that the format shows as the time of a zone.
  case zonedTime

  /// Whether numbers of this class are serial dates or times.
  public var isTemporal: Bool {
    switch self {
    case .date, .time, .dateTime, .duration, .utcDateTime, .zonedDateTime, .zonedTime: true
    default: false
    }
  }

  /// Whether numbers of this class are shown with their date.
  public var hasDate: Bool {
    switch self {
    case .date, .dateTime, .utcDateTime, .zonedDateTime: true
    default: false
    }
  }

  /// Whether numbers of this class are shown as a time of day alone.
  public var isTimeOfDay: Bool { self == .time || self == .zonedTime }

  /// Whether the format shows a zone beside the time.
  public var namesZone: Bool {
    switch self {
    case .utcDateTime, .zonedDateTime, .zonedTime: true
    default: false
    }
  }
}
