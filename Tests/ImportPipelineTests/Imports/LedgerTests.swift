import ImportPipeline
import Testing

/// Every row that was read stands in exactly one column of the account.
@Suite struct LedgerTests {
  @Test func aBalancedLine_holdsEveryRowOnce() {
    var line = LedgerLine(table: "rooms")
    #expect(line.isBalanced)
    line.read = 36
    line.blank = 1
    line.example = 2
    line.skipped = 3
    line.invalid = 4
    line.created = 5
    line.updated = 6
    line.unchanged = 7
    line.deleted = 8
    #expect(line.isBalanced)
    // No row is read for what is pruned.
    line.pruned = 9
    #expect(line.isBalanced)
  }

  @Test func oneRowTooMany_isNoticed() {
    let columns: [WritableKeyPath<LedgerLine, Int>] = [
      \.read, \.blank, \.example, \.skipped, \.invalid, \.created, \.updated, \.unchanged,
      \.deleted,
    ]
    for column in columns {
      var line = LedgerLine(table: "rooms")
      line[keyPath: column] += 1
      #expect(!line.isBalanced, "\(column)")
    }
  }
}
