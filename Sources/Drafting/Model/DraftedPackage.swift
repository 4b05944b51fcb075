import Schemas

/// A package that was guessed from tables or files, with what speaks for each guess.
public struct DraftedPackage: Sendable {
  /// The machine name.
  public var name: String
  /// The title for people.
  public var title: String
  /// The version.
  public var version = "1"
  /// The tables; those of a store with parents first, those of files as they were given.
  public var tables: [DraftedTable]
  /// What was left out or needs a decision.
  public var remarks: [Guess] = []
  /// The texts of the mistakes that are left, which the draft could not avoid.
  public var leftErrors: [String] = []

  /// A package of tables.
  public init(name: String, title: String, tables: [DraftedTable]) {
    self.name = name
    self.title = title
    self.tables = tables
  }

  /// A machine name for a package that people call so.
  public static func name(of text: String) -> String {
    MachineName.name(of: text, fallback: "package").replacing("_", with: "-")
  }

  /// The fields whose value somebody has to decide on before the package can be used, `users.password`.
  public var undecided: [String] {
    tables.flatMap { table in
      table.fields.filter { $0.type == .secret && $0.secretPolicy == nil }
        .map { table.name + "." + $0.name }
    }
  }
}
