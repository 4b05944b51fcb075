/// A known difference from frictionless-py 5.21.0 about keys, with its reason.
struct OracleKeyDifference: Sendable {
  /// A finding that only one of the two has, and what stands around it.
  struct Context {
    var finding: OracleKeyTests.Finding
    var isOurs: Bool
    var ours: Set<OracleKeyTests.Finding>
    var theirs: Set<OracleKeyTests.Finding>
    var package: [String: Any]
    var rows: [String: [[String]]]

    /// The rows of the finding's table as frictionless numbers them: the first is row 2.
    private var table: [[String]] { rows[finding.table] ?? [] }

    /// The cells of the finding's row.
    var cells: [String] { table[finding.row - 2] }

    /// How many cells make the primary key; they come first.
    var keyCount: Int {
      let resources = package["resources"] as? [[String: Any]] ?? []
      let schema = resources.first { $0["name"] as? String == finding.table }?["schema"]
      return ((schema as? [String: Any])?["primaryKey"] as? [String])?.count ?? 0
    }

    /// Whether we found something of a kind in a row, the finding's by default.
    func weFound(_ kind: String, row: Int? = nil) -> Bool {
      ours.contains(
        OracleKeyTests.Finding(table: finding.table, row: row ?? finding.row, kind: kind))
    }

    /// Whether an earlier row has the same cells at places but for spaces and composition.
    func hasTwinByCleaning(_ places: Range<Int>) -> Bool {
      let own = cells[places]
      return table.prefix(finding.row - 2).contains { row in
        !zip(row[places], own).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
          && zip(row[places], own).allSatisfy { Self.cleaned($0) == Self.cleaned($1) }
      }
    }

    /// Whether another row has the same value at a place and its key is repeated.
    func hasTwinOfRepeatedKey(at place: Int) -> Bool {
      table.indices.contains { index in
        index + 2 != finding.row && Self.cleaned(table[index][place]) == Self.cleaned(cells[place])
          && isRepeated(index)
      }
    }

    /// Whether the key of a row stands in another row.
    func isRepeated(_ index: Int) -> Bool {
      let key = table[index][..<keyCount].map(Self.cleaned)
      return table.indices.contains {
        $0 != index && table[$0][..<keyCount].map(Self.cleaned) == key
      }
    }

    /// Whether a row of the parents has the key that the finding's row refers to.
    var hasParent: Bool {
      let value = Self.cleaned(cells[1])
      return (rows["parents"] ?? []).contains { Self.cleaned($0[0]) == value }
    }

    /// Whether the text by which the finding's row refers to a parent is the wrong key of one.
    var repeatsWrongKey: Bool {
      (rows["parents"] ?? []).indices.contains { index in
        rows["parents"]?[index][0] == cells[1]
          && ours.contains(OracleKeyTests.Finding(table: "parents", row: index + 2, kind: "type"))
      }
    }

    /// Whether another row has the same value at a place and no key.
    func hasTwinWithoutKey(at place: Int) -> Bool {
      table.indices.contains { index in
        index + 2 != finding.row && table[index][place] == cells[place]
          && (weFound("missing", row: index + 2) || weFound("type", row: index + 2))
      }
    }

    /// A cell without spaces around it and zeros before it; equality of texts passes over
    /// composition.
    private static func cleaned(_ cell: String) -> String {
      if let number = Int(cell) { return String(number) }
      var text = Substring(cell)
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }

  /// Why we decide as we do.
  var reason: String
  /// Whether this is why two answers differ.
  var explains: @Sendable (Context) -> Bool

  static let known: [OracleKeyDifference] = [
    OracleKeyDifference(
      reason: "Spaces around a text and its composition are no part of it, of keys least of all."
    ) {
      switch $0.finding.kind {
      case "primary": $0.isOurs && $0.hasTwinByCleaning(0..<$0.keyCount)
      case "unique": $0.isOurs && $0.hasTwinByCleaning(1..<2)
      case "foreign": !$0.isOurs && $0.hasParent && !$0.weFound("type")
      default: false
      }
    },
    OracleKeyDifference(
      reason: "Every part of a primary key is required; frictionless asks for one part only."
    ) { context in
      context.isOurs && context.finding.kind == "missing"
        && context.cells[..<context.keyCount].contains("")
        && !context.cells[..<context.keyCount].allSatisfy(\.isEmpty)
    },
    OracleKeyDifference(
      reason: "A key of another type is told as that; frictionless tells it as missing besides."
    ) { !$0.isOurs && $0.finding.kind == "missing" && $0.weFound("type") },
    OracleKeyDifference(
      reason: """
        A key that lacks a part or has one of another type is nobody's; frictionless compares what \
        is left of it.
        """
    ) {
      !$0.isOurs && $0.finding.kind == "primary" && ($0.weFound("missing") || $0.weFound("type"))
    },
    OracleKeyDifference(
      reason: "A reference that repeats the text of a wrong key waits for that row."
    ) { !$0.isOurs && $0.finding.kind == "type" && $0.repeatsWrongKey },
    OracleKeyDifference(
      reason: """
        A row without a readable key may be the very record that another row is: its unique values \
        are compared when the key is there.
        """
    ) {
      !$0.isOurs && $0.finding.kind == "unique"
        && ($0.weFound("missing") || $0.weFound("type") || $0.hasTwinWithoutKey(at: 1))
    },
    OracleKeyDifference(
      reason: """
        Rows that share their key are resolved first: which of them is meant is not known, so their \
        other values are held against nobody's.
        """
    ) {
      !$0.isOurs && $0.finding.kind == "unique"
        && ($0.isRepeated($0.finding.row - 2) || $0.hasTwinOfRepeatedKey(at: 1))
    },
  ]
}
