import ArgumentParser
import ImportPipeline
import TabularCore

/// `--where`: the records of one account or the like.
struct ScopeOption: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only records whose field has the value, and records that refer to such.",
      valueName: "field=value"))
  var condition: String?

  func validate() throws { _ = try scope() }

  /// The records that are meant; `nil` for all.
  func scope() throws -> RecordSelection.Scope? {
    guard let condition else { return nil }
    guard let sign = condition.firstIndex(of: "="), sign > condition.startIndex else {
      throw ValidationError(
        usage: "takes",
        ["option": "--where", "form": "FIELD=VALUE", "found": printable(condition)])
    }
    return RecordSelection.Scope(
      field: String(condition[..<sign]),
      value: String(condition[condition.index(after: sign)...]))
  }
}
