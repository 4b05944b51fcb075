import TabularCore

/// Reads how the records of a table are assessment items (`registrar:items`).
enum ItemDescriptor {
  /// The mapping; `nil`, with a mistake reported, where a field is missing that every item has.
  static func read(_ object: ObjectReader) -> ItemMapping? {
    let names = ["code", "group", "kind", "stem", "correct"].map { object.string($0) ?? "" }
    let options = object.strings("options") ?? []
    var kinds: [ItemMapping.Kind: String] = [:]
    if let values = object.object("kinds") {
      for kind in ItemMapping.Kind.allCases { kinds[kind] = values.string(kind.rawValue) }
      values.finish(.all)
    }
    let others = [
      "points", "feedback", "shuffle", "groupName", "groupParent", "penalty", "attachment",
    ].map(object.string)
    object.finish(.all)
    guard !names.contains(""), (1...26).contains(options.count), !kinds.isEmpty else {
      object.findings.add(
        at: object.place,
        "`registrar:items` needs `code`, `group`, `kind`, `kinds`, `stem`, `correct` and 1 to 26"
          + " `options`")
      return nil
    }
    var mapping = ItemMapping(
      code: names[0], group: names[1], kind: names[2], kinds: kinds, stem: names[3],
      options: options, correct: names[4])
    mapping.points = others[0]
    mapping.feedback = others[1]
    mapping.shuffles = others[2]
    mapping.groupName = others[3]
    mapping.groupParent = others[4]
    mapping.penalty = others[5]
    mapping.attachment = others[6]
    return mapping
  }
}
