import ArgumentParser
import TabularCore

extension ValidationError {
  /// A usage error in the language of this process.
  ///
  /// - Parameter name: the sentence, by its name among the labels below `usage`.
  init(
    usage name: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) {
    self.init(Language.ofThisProcess().label("usage/" + name, values))
  }
}
