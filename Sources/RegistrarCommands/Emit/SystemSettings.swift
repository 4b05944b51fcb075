import ArgumentParser
import Emission

/// What an installation of a system gives its profile, and how fast it is asked.
struct SystemSettings: ParsableArguments {
  @Option(
    help: ArgumentHelp("Of a system: at most so many requests a second.", valueName: "number"))
  var rate: Double?

  @Option(
    help: ArgumentHelp(
      "Of a system: how many requests may be under way at once, each over a connection of its own;"
        + " fewer while it fails or takes long.", valueName: "number"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Of a system: a value that its profile asks for; repeatable. Secrets come from the"
        + " environment.", valueName: "name=value"))
  var set: [String] = []

  func validate() throws {
    if let rate, !(rate > 0) {
      throw ValidationError(usage: "positive", ["option": "--rate"])
    }
    if let workers, !(1...Transport.mostWorkers).contains(workers) {
      throw ValidationError(
        usage: "takes",
        [
          "option": "--workers", "form": "1…\(Transport.mostWorkers)", "found": "\(workers)",
        ])
    }
    _ = try values()
  }

  /// The values of `--set`.
  func values() throws -> [String: String] {
    var values: [String: String] = [:]
    for text in set {
      guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
        throw ValidationError(
          usage: "takes", ["option": "--set", "form": "NAME=VALUE", "found": text])
      }
      values[String(text[..<sign])] = String(text[text.index(after: sign)...])
    }
    return values
  }
}
