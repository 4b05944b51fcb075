import CSheetXML
import TabularCore

/// The shared strings of a workbook (ECMA-376 part 1, 18.4): all texts in one arena, owned by C.
struct SharedStrings: ~Copyable {
  /// The table; `nil` when the workbook has none.
  let table: OpaquePointer?

  /// An empty table.
  init() { table = nil }

  /// Reads the shared string part.
  init(
    _ member: ZipMember, contents: CellContents, limits: Limits
  ) throws(WorkbookError) {
    guard let table = sx_strings_create(contents == .stored ? 1 : 0) else {
      throw .malformed("memory ran out", part: member.name)
    }
    do throws(WorkbookError) {
      var bounds = sx_limits(limits, readsAhead: member.isLarge)
      let outcome = sx_strings_parse(table, sx_input(member), &bounds)
      try outcome.check(member, expected: "sst", limits: limits)
      try member.drain()
    } catch {
      sx_strings_free(table)
      throw error
    }
    self.table = table
  }

  deinit { sx_strings_free(table) }

  /// How many strings there are.
  var count: Int { table.map { sx_strings_count($0) } ?? 0 }
}
