import ArgumentParser
import Foundation
import ImportReports
import Schemas
import TabularCore

/// Finds the package that a command line names.
enum PackageChoice {
  /// The package of `--package`, else the one shipped package.
  ///
  /// - Throws: exit status 3 when the package cannot be loaded; what is wrong is on standard error.
  static func load(_ name: String?) throws -> DataPackage {
    let path = name ?? "Schemas/exam-platform"
    do {
      return try PackageLoader.load(path: path)
    } catch {
      for issue in error.issues {
        Terminal.error(code: issue.code, variant: issue.variant, arguments: issue.arguments)
      }
      throw ExitCode(3)
    }
  }
}
