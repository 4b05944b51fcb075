import ImportPipeline

extension LedgerLine {
  /// The columns of a ledger in their fixed order, with their names.
  static var columns: [(name: String, value: KeyPath<LedgerLine, Int>)] {
    [
      ("read", \.read), ("blank", \.blank), ("example", \.example), ("skipped", \.skipped),
      ("invalid", \.invalid), ("created", \.created), ("updated", \.updated),
      ("unchanged", \.unchanged), ("deleted", \.deleted),
    ]
  }
}
