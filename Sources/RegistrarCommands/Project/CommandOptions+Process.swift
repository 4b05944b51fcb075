import Foundation
import ImportReports
import ImportService

extension CommandOptions {
  /// The options of the command line of this process.
  ///
  /// - Parameters:
  ///   - store: the store where something other than `--store` names it, such as a target.
  ///   - package: the package where something other than `--package` names it.
  static func ofThisProcess(store: String? = nil, package: String? = nil) -> CommandOptions {
    let store = store ?? value(of: "--store")
    return CommandOptions(
      store: store.map { (try? StoreLocation($0))?.text ?? $0 },
      package: package ?? value(of: "--package"))
  }

  /// The value of an option of the command line of this process.
  static func value(of option: String) -> String? {
    let words = CommandLine.arguments
    for (index, word) in words.enumerated() {
      if word == option, index + 1 < words.count { return words[index + 1] }
      if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }
}
