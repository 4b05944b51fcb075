import ArgumentParser
import Foundation
import ImportService
import TabularCore

/// `--queue`, and what it stands for.
struct QueueOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database of the jobs: postgresql://… (default: REGISTRAR_QUEUE, else DATABASE_URL).",
      valueName: "location"))
  var queue: String?

  func validate() throws { _ = try location() }

  /// The location that is given; its credentials are never shown.
  var text: String? {
    let environment = ProcessInfo.processInfo.environment
    let named = ["REGISTRAR_QUEUE", "DATABASE_URL"].lazy.compactMap { environment[$0] }
    return queue ?? named.first { !$0.isEmpty }
  }

  /// Where the queue is.
  ///
  /// - Throws: a usage error when nothing names it, or what names it is no database on a server.
  func location() throws -> StoreLocation {
    guard let text else { throw ValidationError(usage: "noQueue") }
    let location: StoreLocation
    do throws(ServiceFailure) {
      location = try StoreLocation(text)
    } catch {
      throw error.usageError ?? error as any Error
    }
    guard location.path == nil else {
      throw ValidationError(usage: "queueNeedsServer", ["store": location.text])
    }
    return location
  }
}
