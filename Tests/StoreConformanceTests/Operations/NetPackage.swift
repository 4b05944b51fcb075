import StoreTesting

/// Tables that refer to each other in every way: to themselves by one field and by a list, in a circle, by
/// a key of several fields, through another record; with secrets, and with keys that change.
enum NetPackage {
  static let schemas: [(table: String, json: String)] = [
    (
      "nodes",
      """
      {"title": "Nodes", "primaryKey": "code", "fields": [
        {"name": "old_code", "type": "string", "registrar:type": "code",
          "registrar:renames": "code"},
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "name", "type": "string", "registrar:type": "string"},
        {"name": "pass", "type": "string", "registrar:type": "secret", "registrar:secret": "hash"},
        {"name": "parent", "type": "string", "registrar:type": "code"},
        {"name": "peers", "type": "string", "registrar:type": "list", "registrar:itemType": "code"},
        {"name": "main", "type": "string", "registrar:type": "code"}],
        "foreignKeys": [
          {"fields": "parent", "reference": {"resource": "", "fields": "code"}},
          {"fields": "peers", "reference": {"resource": "", "fields": "code"}},
          {"fields": "main", "reference": {"resource": "links", "fields": "code"}}]}
      """
    ),
    (
      "slots",
      """
      {"title": "Slots", "primaryKey": ["node", "number"], "fields": [
        {"name": "node", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "number", "type": "integer", "registrar:type": "integer",
          "constraints": {"required": true}},
        {"name": "width", "type": "integer", "registrar:type": "integer"}],
        "foreignKeys": [{"fields": "node", "reference": {"resource": "nodes", "fields": "code"}}]}
      """
    ),
    (
      "links",
      """
      {"title": "Links", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "node", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "slot", "type": "integer", "registrar:type": "integer"}],
        "foreignKeys": [
          {"fields": "node", "reference": {"resource": "nodes", "fields": "code"}},
          {"fields": "slot", "reference": {"resource": "slots", "fields": "number"},
            "registrar:with": {"node": "node"}}]}
      """
    ),
    (
      "marks",
      """
      {"title": "Marks", "primaryKey": ["link", "kind"], "fields": [
        {"name": "link", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "kind", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "slot", "type": "integer", "registrar:type": "integer"}],
        "foreignKeys": [
          {"fields": "link", "reference": {"resource": "links", "fields": "code"}},
          {"fields": "slot", "reference": {"resource": "slots", "fields": "number"},
            "registrar:with": {"node": "link.node"}}]}
      """
    ),
  ]

  static let secret = "hunter2-"

  /// Files of a round over the nodes and links that are stored, most of whose rows are sound.
  static func files(
    nodes stored: [String], links: [String], _ generator: inout SchemaGenerator
  ) -> [String: String] {
    var codes = stored
    for number in 0..<9 where !codes.contains(where: { $0.hasPrefix("N\(number)") }) {
      if stored.isEmpty || generator.once(in: 2) { codes.append("N\(number)") }
    }
    var rows: [String] = []
    for code in codes where stored.isEmpty || generator.once(in: 2) {
      if stored.contains(code), generator.once(in: 9) {
        rows.append(",\(code),,,,,,delete")
        continue
      }
      var old = ""
      var own = code
      if stored.contains(code), generator.once(in: 5) {
        old = code
        own = String(code.prefix(2)) + generator.pick(["A", "B", "C", "D"])
        if own == code || stored.contains(own) { (own, old) = (code, "") }
      }
      // A parent has a lower number, so that the tree has no circle.
      let lower = codes.filter { $0.dropFirst().prefix(1) < code.dropFirst().prefix(1) }
      let parent = generator.once(in: 12) ? "NONE" : generator.pick([""] + lower)
      let peers = (0..<Int.random(in: 0...2, using: &generator)).map { _ in generator.pick(codes) }
      let main = generator.once(in: 2) ? generator.pick(["L0", "L1", "L2", "L3"]) : ""
      rows.append(
        "\(old),\(own),name \(generator.pick(["a", "b", "c"])),\(secret)\(code),"
          + "\(parent),\(Set(peers).sorted().joined(separator: ";")),\(main),")
    }
    rows.shuffle(using: &generator)
    let known = codes.sorted()
    func node() -> String { generator.pick(known) }
    var slots: Set<String> = []
    for _ in 0..<6 { slots.insert("\(node()),\(Int.random(in: 1...2, using: &generator))") }
    let numbers = ["", "1", "2"]
    return [
      "nodes": "old_code,code,name,pass,parent,peers,main,action\n"
        + rows.map { $0 + "\n" }.joined(),
      "slots": "node,number,width\n"
        + slots.sorted().map { "\($0),\(generator.pick(["1", "2", ""]))\n" }.joined(),
      "links": "code,node,slot,action\n"
        + (0..<4).map { number in
          let isGone = links.contains("L\(number)") && generator.once(in: 8)
          return "L\(number),\(node()),\(generator.pick(numbers)),\(isGone ? "delete" : "")\n"
        }.joined(),
      "marks": "link,kind,slot\n"
        + (0..<3).map { "L\($0),K\(generator.pick(["1", "2"])),\(generator.pick(numbers))\n" }
        .joined(),
    ]
  }
}
