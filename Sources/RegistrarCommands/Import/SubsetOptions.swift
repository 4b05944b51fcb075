import ArgumentParser
import ImportService
import TabularCore

/// A part of the files: rows that are named, all that hangs on them, and what these need.
struct SubsetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Import only the rows whose keys are in a file, one on each line, with all that refers to them"
        + " and what those need; without a table the file is named like it. Repeatable.",
      valueName: "[table=]file"),
    completion: .file())
  var onlyKeys: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "The same for the rows with a value, in every table that has the field; repeatable.",
      valueName: "field=value"))
  var conditions: [String] = []

  @Option(
    help: ArgumentHelp(
      "The same for so many rows, spread over each table that refers to no other.",
      valueName: "n"))
  var sample: Int?

  @Flag(help: "Tell how many rows earlier runs of the same files have done; those are left alone.")
  var skipDone = false

  func validate() throws {
    if let sample, sample < 1 {
      throw ValidationError(usage: "positive", ["option": "--sample"])
    }
    _ = try request()
  }

  /// What is asked for.
  func request() throws -> SubsetRequest {
    var request = SubsetRequest()
    request.keyFiles = onlyKeys.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : (nil, text)
    }
    request.values = try conditions.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError(
          usage: "takes",
          ["option": "--where", "form": "FIELD=VALUE", "found": printable(text)])
      }
      return SubsetRequest.Value(field: parts[0], value: parts[1])
    }
    request.sample = sample
    return request
  }
}
