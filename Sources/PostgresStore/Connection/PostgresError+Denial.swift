extension PostgresError {
  /// A privilege that the role of the connection lacks.
  struct Denial: Sendable {
    var role: String
    var privilege: String
    var object: String
    /// Whether row-level security hides records of the object from the role.
    var hidesRows = false

    /// A privilege that is known to be missing.
    init(role: String, privilege: String, object: String) {
      self.role = role
      self.privilege = privilege
      self.object = object
    }

    /// What it means that a server refuses a statement.
    ///
    /// - Parameter message: the primary message; in any language it ends in the object's name.
    init(role: String, message: String, statement: String) {
      self.role = role
      let words = message.split(separator: " ").map(String.init)
      let object = (words.last ?? "").filter { !"\"'«»“”„.".contains($0) }
      self.object = object
      if message.hasPrefix("permission denied to create database") {
        privilege = "CREATEDB"
        self.object = "server"
      } else if message.hasPrefix("permission denied to create temporary") {
        privilege = "TEMPORARY"
      } else if message.hasPrefix("must be owner of") {
        privilege = "OWNER"
      } else if message.hasPrefix("permission denied for "), words.count > 3,
        let named = Self.privilege(ofKind: words[3], statement: statement)
      {
        privilege = named
      } else {
        privilege = Self.privilege(of: statement, on: object)
      }
    }

    /// What a statement needs on an object that is no table; `nil` for a table.
    private static func privilege(ofKind kind: String, statement: String) -> String? {
      switch kind {
      case "schema": verbs(of: statement).contains("CREATE") ? "CREATE" : "USAGE"
      case "sequence": "USAGE"
      case "function", "procedure": "EXECUTE"
      case "database": "CREATE"
      case "tablespace": "CREATE"
      case "type", "language": "USAGE"
      default: nil
      }
    }

    /// The first words of the statements of a text.
    private static func verbs(of statement: String) -> [String] {
      statement.split(separator: ";").compactMap {
        $0.split(whereSeparator: \.isWhitespace).first?.uppercased()
      }
    }

    /// The privilege that the statement needs on a table: that of its own kind on the table it
    /// writes to, else the right to read.
    private static func privilege(of statement: String, on object: String) -> String {
      let words = statement.split { $0.isWhitespace || "();,".contains($0) }.map(String.init)
      func names(_ index: Int) -> Bool {
        guard words.indices.contains(index) else { return false }
        return words[index].split(separator: ".").last.map { $0.filter { $0 != "\"" } } == object
      }
      for (index, word) in words.enumerated() {
        switch word.uppercased() {
        case "INTO" where names(index + 1):
          let updates = words.indices.contains { at in
            at > index && words[at].uppercased() == "DO" && at + 1 < words.count
              && words[at + 1].uppercased() == "UPDATE"
          }
          return updates ? "INSERT, UPDATE" : "INSERT"
        case "UPDATE" where names(index + 1): return "UPDATE"
        case "FROM"
        where index > 0 && words[index - 1].uppercased() == "DELETE" && names(index + 1):
          return "DELETE"
        case "TRUNCATE" where names(index + 1) || names(index + 2): return "TRUNCATE"
        case "COPY": return "INSERT"
        case "ALTER", "DROP": return word.uppercased()
        default: continue
        }
      }
      return words.first?.uppercased() == "CREATE" ? "CREATE" : "SELECT"
    }
  }
}
