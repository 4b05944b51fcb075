import Schemas
import TestSupport

/// A package with makers and items, and files of both, with mistakes of many kinds; the same for the same seed.
struct RandomTables {
  private(set) var numbers: SeededNumbers
  private(set) var makers = ""
  private(set) var items = ""
  private let hasSetRule: Bool
  private let hasParentDefault: Bool
  private let hasClock: Bool
  private let hasOwnReference: Bool
  private let isPlain: Bool

  init(seed: Int) {
    numbers = SeededNumbers(seed: UInt64(seed))
    isPlain = seed % 5 == 0
    hasSetRule = seed % 2 == 1
    hasParentDefault = seed % 3 == 1
    hasClock = seed % 4 == 1
    hasOwnReference = seed % 7 == 3
    write()
  }

  private mutating func once(in count: Int) -> Bool {
    Int.random(in: 0..<count, using: &numbers) == 0
  }

  private mutating func pick(_ texts: [String]) -> String {
    texts.randomElement(using: &numbers) ?? ""
  }

  private mutating func write() {
    let end = pick(["\n", "\n", "\r\n"])
    let makerCount = Int.random(in: 1...40, using: &numbers)
    var lines = ["code,name,country"]
    for number in 0..<makerCount {
      let code = once(in: 15) ? "M-1" : "M-\(number)"
      let country = once(in: 12) ? "Nowhere" : pick(["NO", "FR", "CA"])
      lines.append("\(code),\(pick(["Maker", "\"Maker, big\""])) \(number),\(country)")
    }
    makers = lines.joined(separator: end) + end
    let delimiter = pick([",", ",", ";"])
    let isSloppy = once(in: 6)
    let isAmbiguous = once(in: 8)
    lines = [
      "code,maker,name,stock,price,day,status,country,remark,part_of"
        .replacing(",", with: delimiter)
    ]
    let count = pick(["3", "40", "400", "2500"])
    for number in 0..<(Int(count) ?? 3) {
      lines.append(
        line(number, makerCount, isSloppy: isSloppy, isAmbiguous: isAmbiguous)
          .joined(separator: delimiter))
      if once(in: 60) { lines.append("") }
      if once(in: 200) { lines.append("# no item") }
    }
    if once(in: 5) { lines.append("Total" + String(repeating: delimiter, count: 9)) }
    items = (once(in: 5) ? "\u{FEFF}" : "") + lines.joined(separator: end)
    if once(in: 2) { items += end }
  }

  private mutating func line(
    _ number: Int, _ makerCount: Int, isSloppy: Bool, isAmbiguous: Bool
  ) -> [String] {
    let code = once(in: 90) ? "I-\(number / 2)" : once(in: 150) ? "" : "I-\(number)"
    let maker =
      once(in: 50)
      ? pick(["M-none", "", "m-1", "Maker 2"])
      : "M-\(Int.random(in: 0..<makerCount, using: &numbers))"
    let day =
      isAmbiguous && once(in: 3)
      ? "3/4/2027" : once(in: 40) ? "2027-02-30" : "2027-02-2\(number % 9)"
    var remark = pick([
      "", "", "plain", "\"two\nlines, and \"\"quotes\"\"\"", "\"one\r\ntwo\nthree\"",
      "\"x,1\nI-1,M-1,y,1,1.00,2027-02-21,open,,,\n\"",
    ])
    if isSloppy, once(in: 80) { remark = pick(["\"open", "5\" pipe", "\"a\" b"]) }
    let name = once(in: 120) ? "" : "Item \(number)"
    let stock = once(in: 60) ? "many" : "\(number % 50)"
    let price = once(in: 60) ? "1.2.3" : "\(number % 90).50"
    let status = once(in: 50) ? "unknown" : pick(["open", "closed", ""])
    let country = once(in: 9) ? "SE" : ""
    var whole = ""
    if hasOwnReference, once(in: 3) {
      whole = "I-\(Int.random(in: 0...(number + 2), using: &numbers))"
    }
    return [code, maker, name, stock, price, day, status, country, remark, whole]
  }

  /// The package.
  func package(in scratch: ScratchFolder) throws -> DataPackage {
    try scratch.write(
      "datapackage.json",
      #"""
      {"name": "shop", "version": "1", "resources": [
        {"name": "makers", "path": "makers.csv", "schema": "makers.schema.json"},
        {"name": "items", "path": "items.csv", "schema": "items.schema.json"}]}
      """#)
    try scratch.write(
      "makers.schema.json",
      #"""
      {"fields": [
        {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
        {"name": "name", "registrar:type": "string", "constraints": {"required": true}},
        {"name": "country", "registrar:type": "country"}],
       "primaryKey": ["code"]}
      """#)
    let country =
      hasParentDefault ? #", "registrar:defaultFrom": "maker.country""# : ""
    let own =
      hasOwnReference
      ? #", {"fields": ["part_of"], "reference": {"resource": "", "fields": ["code"]}}"# : ""
    let today = hasClock ? " OR day > date(_today, '+9 years')" : ""
    let rules =
      isPlain
      ? ""
      : #"""
      , "registrar:rules": [
        {"code": "rule.too-dear", "violatedWhen": "stock > 40 AND price > 80\#(today)",
         "at": ["price"], "message": {"en": "too dear"}, "help": {"en": "lower it"}}
        \#(hasSetRule ? Self.setRule : "")]
      """#
    try scratch.write(
      "items.schema.json",
      #"""
      {"fields": [
        {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
        {"name": "maker", "registrar:type": "code"},
        {"name": "name", "registrar:type": "string", "constraints": {"required": true}},
        {"name": "stock", "registrar:type": "integer"},
        {"name": "price", "registrar:type": "decimal"},
        {"name": "day", "registrar:type": "date"},
        {"name": "status", "registrar:type": "string", "registrar:default": "open",
         "constraints": {"enum": ["open", "closed"]}},
        {"name": "country", "registrar:type": "country"\#(country)},
        {"name": "remark", "registrar:type": "string"},
        {"name": "part_of", "registrar:type": "code"}],
       "primaryKey": ["code"],
       "foreignKeys": [
         {"fields": ["maker"], "reference": {"resource": "makers", "fields": ["code"]}}\#(own)]
       \#(rules)}
      """#)
    return try PackageLoader.load(path: scratch.path(of: "datapackage.json"))
  }

  private static let setRule = #"""
    , {"code": "rule.too-many", "severity": "warning",
       "query": "SELECT MIN(_row) AS at_row, maker AS maker, COUNT(*) AS items FROM items GROUP BY maker, day HAVING COUNT(*) > 12",
       "tables": ["items"], "at": ["maker"],
       "message": {"en": "`{maker}` has `{items}` items of one day"}, "help": {"en": "move some"}}
    """#
}
