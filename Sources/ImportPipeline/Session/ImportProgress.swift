/// How far a run is.
public struct ImportProgress: Sendable {
  /// The table being read.
  public var table: String
  /// The rows read so far, of all tables.
  public var rows: Int
  /// The fraction of the input that is read, from 0 to 1, if it is known.
  public var fraction: Double?
}
