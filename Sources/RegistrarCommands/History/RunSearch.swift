import ArgumentParser
import ImportPipeline
import TabularCore

/// Finds the run that a command line names by its id, or by the id's end.
struct RunSearch {
  let id: String
  let location: String

  /// What commands say of the argument.
  static let help = ArgumentHelp(
    "The run's id, 20270306-0914-A3-k7qm2xwd; its place, A3, or its end is enough.",
    valueName: "run")

  /// The one run that is meant.
  ///
  /// - Parameter runs: those whose id is, or ends with, the text.
  /// - Throws: a usage error when there is none, or several.
  func only(of runs: [RunRecord]) throws -> RunRecord {
    let exact = runs.filter { $0.id == id }
    guard let run = exact.first ?? runs.first else {
      throw ValidationError("\(location) keeps no run `\(printable(id))`")
    }
    guard !exact.isEmpty || runs.count == 1 else {
      throw ValidationError(
        "several runs end in `\(printable(id))`: " + runs.map(\.id).joined(separator: ", "))
    }
    return run
  }

  /// The one run that is meant, in a store.
  func find(in connection: any SQLConnection) throws -> RunRecord {
    try only(of: StoreOption.asking { try RunRecords.matching(id, in: connection) })
  }
}
