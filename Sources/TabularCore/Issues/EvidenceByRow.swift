/// The evidence for the issues that a run keeps, by row: issues of one row share it.
public struct EvidenceByRow: Hashable, Sendable {
  /// The most bytes that the texts of all rows may have together.
  public static let maximumBytes = 32 << 20

  private var rows: [RowPlace: RowEvidence] = [:]
  private var byteCount = 0

  /// No evidence.
  public init() {}

  /// How many rows are kept.
  public var count: Int { rows.count }

  /// The row of a place; `nil` where nothing is kept of it.
  public subscript(location: IssueLocation) -> RowEvidence? {
    RowPlace(location).flatMap { rows[$0] }
  }

  /// Whether a row need not be read: it is kept, or there is no room for any.
  public func isResolved(_ place: RowPlace) -> Bool {
    byteCount >= Self.maximumBytes || rows[place] != nil
  }

  /// Keeps a row, unless it is kept already or all rows together would become too large.
  public mutating func keep(_ evidence: RowEvidence, of place: RowPlace) {
    guard rows[place] == nil, byteCount + evidence.byteCount <= Self.maximumBytes else { return }
    rows[place] = evidence
    byteCount += evidence.byteCount
  }

  /// Keeps what another one has, too.
  mutating func merge(_ other: EvidenceByRow) {
    if rows.isEmpty {
      self = other
    } else if byteCount + other.byteCount <= Self.maximumBytes {
      for (place, evidence) in other.rows { keep(evidence, of: place) }
    } else {
      // What finds no room is the same in every run.
      for (place, evidence) in other.rows.sorted(by: { $0.key < $1.key }) {
        keep(evidence, of: place)
      }
    }
  }
}

extension RowPlace: Comparable {
  /// Whether a row stands before another: by file, sheet and number.
  public static func < (left: RowPlace, right: RowPlace) -> Bool {
    (left.source, left.sheet ?? "", left.row) < (right.source, right.sheet ?? "", right.row)
  }
}
