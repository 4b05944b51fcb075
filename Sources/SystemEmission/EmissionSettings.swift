public import Emission
import TabularCore

/// What an installation gives a profile: addresses, names, secrets.
public struct EmissionSettings: Sendable {
  private let values: [String: String]
  private let secrets: [String]

  /// The variable of the environment that holds a value when its profile names none.
  public static func variable(of value: ConfigValue) -> String {
    value.environment
      ?? "REGISTRAR_EMIT_"
      + String(value.name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  /// The settings of a profile.
  ///
  /// A value is looked for among those given, then in its variable, then in the file that the variable
  /// with `_FILE` behind its name names, then in the profile.
  ///
  /// - Parameter read: the first line of a file; `nil` when it cannot be read.
  /// - Throws: `emit.stopped` for a required value that is nowhere.
  public init(
    _ profile: EmitProfile, given: [String: String], environment: [String: String],
    read: (String) -> String?
  ) throws(EmissionFailure) {
    var values: [String: String] = [:]
    var secrets: [String] = []
    for value in profile.config {
      let variable = Self.variable(of: value)
      let isGiven = { (text: String?) in text.flatMap { $0.isEmpty ? nil : $0 } }
      let file = isGiven(environment[variable + "_FILE"])
      let found =
        (value.isSecret ? nil : given[value.name]) ?? isGiven(environment[variable])
        ?? file.flatMap { read($0) } ?? value.fallback
      guard let found, !found.isEmpty else {
        if value.isRequired {
          throw EmissionFailure(.settings(setting: value.name, variable: variable), profile.name)
        }
        continue
      }
      values[value.name] = found
      if value.isSecret { secrets.append(found) }
    }
    self.values = values
    self.secrets = secrets.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// The value of a name.
  subscript(name: String) -> String? { values[name] }

  /// A text of the system without the secrets that were sent to it, for messages.
  func withoutSecrets(_ text: String) -> String {
    secrets.reduce(text) { $0.replacing($1, with: "***") }
  }
}
