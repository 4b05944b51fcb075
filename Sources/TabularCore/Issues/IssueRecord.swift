/// The bytes of an issue in an `IssueList`: numbers of seven bits a byte, texts behind their lengths.
struct IssueRecord {
  var bytes: [UInt8]

  /// Which optional parts of an issue or place are there.
  private struct Parts: OptionSet {
    let rawValue: Int
    static let value = Parts(rawValue: 1)
    static let shown = Parts(rawValue: 2)
    static let secret = Parts(rawValue: 4)
    static let personal = Parts(rawValue: 8)
    static let suggestion = Parts(rawValue: 16)
    static let related = Parts(rawValue: 32)
    static let rows = Parts(rawValue: 64)

    init(rawValue: Int) { self.rawValue = rawValue }

    init(_ issue: Issue) {
      self = []
      if issue.value != nil { insert(.value) }
      if issue.shown != nil { insert(.shown) }
      if issue.isSecret { insert(.secret) }
      if issue.isPersonal { insert(.personal) }
      if issue.suggestion != nil { insert(.suggestion) }
      if !issue.related.isEmpty { insert(.related) }
      if !issue.rows.isEmpty { insert(.rows) }
    }
  }

  // MARK: Writing

  mutating func write(_ issue: Issue, _ words: inout WordList, _ shown: inout [LocalizedText]) {
    let parts = Parts(issue)
    write(parts.rawValue)
    write(words.number(of: issue.code.rawValue))
    write(Severity.allCases.firstIndex(of: issue.severity) ?? 0)
    write(words.number(of: issue.variant))
    write(issue.location, &words)
    if let value = issue.value { write(value) }
    if let text = issue.shown { write(text) }
    write(issue.arguments.count)
    for argument in issue.arguments {
      write(words.number(of: argument.name))
      // Most sentences tell the value of the cell.
      let isValue = argument.value == issue.value
      write((isValue ? 1 : 0) + (argument.shown == nil ? 0 : 2))
      if !isValue { write(argument.value) }
      if let text = argument.shown {
        write(shown.count)
        shown.append(text)
      }
    }
    if let suggestion = issue.suggestion {
      write(suggestion.text)
      write(words.number(of: suggestion.evidence))
      write(suggestion.shown == nil ? 0 : shown.count + 1)
      if let text = suggestion.shown { shown.append(text) }
    }
    if parts.contains(.related) {
      write(issue.related.count)
      for place in issue.related {
        write(place.location, &words)
        write(place.rows)
        write(place.label)
      }
    }
    if parts.contains(.rows) { write(issue.rows) }
  }

  private mutating func write(_ place: IssueLocation, _ words: inout WordList) {
    write(Int(place.form.rawValue))
    write(place.source?.rawValue)
    for word in [place.file, place.sheet, place.part, place.table, place.field] {
      write(word.map { words.number(of: $0) })
    }
    for number in [place.byteOffset, place.row, place.column] { write(number) }
    if place.form == .json {
      write(place.line)
      write(place.lineColumn)
    }
    write(place.key.count)
    for part in place.key { write(part) }
  }

  private mutating func write(_ rows: RowRanges) {
    write(rows.ranges.count)
    for range in rows.ranges {
      write(range.lowerBound)
      write(range.count)
    }
  }

  private mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      write(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  /// 0 for `nil`; negative numbers stand nowhere in an issue, and if they do, survive.
  private mutating func write(_ number: Int?) {
    guard let number else { return write(0) }
    write(number &+ 1)
  }

  private mutating func write(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  // MARK: Reading

  struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position: Int

    mutating func issue(_ words: WordList, _ shownTexts: [LocalizedText]) -> Issue {
      let parts = Parts(rawValue: number())
      let code = IssueCode(rawValue: words[number()])
      let severity = Severity.allCases[number()]
      let variant = words[number()]
      let place = location(words)
      let value = parts.contains(.value) ? text() : nil
      let shown = parts.contains(.shown) ? text() : nil
      let arguments = (0..<number()).map { _ in
        let name = words[number()]
        let kind = number()
        let argument = kind & 1 == 1 ? value ?? "" : text()
        return IssueArgument(
          name, argument, shown: kind & 2 == 2 ? shownTexts[number()] : nil)
      }
      var issue = Issue(
        .rule(code, variant: variant, arguments: arguments), severity: severity, at: place,
        value: value, shown: shown, isSecret: parts.contains(.secret),
        isPersonal: parts.contains(.personal))
      if parts.contains(.suggestion) {
        issue.suggestion = Issue.Suggestion(text(), evidence: words[number()])
        let position = number()
        if position > 0 { issue.suggestion?.shown = shownTexts[position - 1] }
      }
      if parts.contains(.related) {
        issue.related = (0..<number()).map { _ in
          let place = location(words)
          let rows = ranges()
          return Issue.RelatedPlace(place, rows: rows, label: text())
        }
      }
      if parts.contains(.rows) { issue.rows = ranges() }
      return issue
    }

    private mutating func location(_ words: WordList) -> IssueLocation {
      var place = IssueLocation(IssueLocation.Form(rawValue: UInt8(number())) ?? .run)
      place.source = optional().map { SourceID(rawValue: $0) }
      place.file = optional().map { words[$0] }
      place.sheet = optional().map { words[$0] }
      place.part = optional().map { words[$0] }
      place.table = optional().map { words[$0] }
      place.field = optional().map { words[$0] }
      place.byteOffset = optional()
      place.row = optional()
      place.column = optional()
      if place.form == .json {
        place.line = optional()
        place.lineColumn = optional()
      }
      place.key = (0..<number()).map { _ in text() }
      return place
    }

    private mutating func ranges() -> RowRanges {
      RowRanges(
        ranges: (0..<number()).map { _ in
          let first = number()
          return first...(first + number() - 1)
        })
    }

    private mutating func text() -> String {
      let count = number()
      defer { position += count }
      return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    private mutating func optional() -> Int? {
      let number = number()
      return number == 0 ? nil : number &- 1
    }

    private mutating func number() -> Int {
      var result: UInt = 0
      var shift: UInt = 0
      while true {
        let byte = bytes[position]
        position += 1
        result |= UInt(byte & 0x7F) << shift
        guard byte & 0x80 != 0 else { return Int(bitPattern: result) }
        shift += 7
      }
    }
  }
}
