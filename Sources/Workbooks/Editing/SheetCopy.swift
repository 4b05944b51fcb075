import TabularCore

/// The bytes of a worksheet part with its marks, made while they are asked for.
///
/// Everything is copied as it stands but the formats of marked cells, the cells of the column of states,
/// and the few elements that belong to them. Missing rows and cells are put in where their places are.
final class SheetCopy: PartBytes {
  let name: String
  private(set) var failure: WorkbookError?

  private let bytes: UTF8PartBytes
  private let reader: MarkupReader
  private let plan: SheetPlan
  private var walk = SheetWalk()
  private var output: [UInt8] = []
  private var outputStart = 0
  private var isDone = false
  /// The row that is being copied, and what is still to be put into it.
  private var row = 0
  private var pending: ArraySlice<SheetPlan.Addition> = []
  private var isRowOpen = false
  /// The last row that was written.
  private var lastRow = 0
  /// Since which depth everything is left out; `nil` when it is copied.
  private var droppedDepth: Int?
  private var knownContents: [String: [UInt8]] = [:]
  /// How the tag of a cell begins, and of which column's cells; most are of one column.
  private var cellStart: [UInt8] = []
  private var startedColumn = 0
  /// Whether the column of states has been described.
  private var hasStatusColumn = false
  /// What is still to be put into the sheet itself, with its rank.
  private var elements: [(rank: Int, text: String)]

  init(_ source: any PartBytes, plan: SheetPlan, limits: Limits) {
    name = source.name
    bytes = UTF8PartBytes(source)
    reader = MarkupReader(bytes, limits: limits)
    self.plan = plan
    elements = plan.elements.sorted { $0.rank < $1.rank }
    output.reserveCapacity(1 << 17)
  }

  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int {
    guard failure == nil else { return -1 }
    if outputStart == output.count {
      output.removeAll(keepingCapacity: true)
      outputStart = 0
      do throws(WorkbookError) {
        while !isDone, output.count < 1 << 16 { try step() }
      } catch {
        failure = error
        return -1
      }
    }
    let count = min(capacity, output.count - outputStart)
    output.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress, count > 0 {
        buffer.copyMemory(from: base + outputStart, byteCount: count)
      }
    }
    outputStart += count
    return count
  }

  private func write(_ text: String) { output += text.utf8 }
  private func copy() { output.append(contentsOf: reader.bytes) }

  private func step() throws(WorkbookError) {
    guard try reader.next() else {
      isDone = true
      return
    }
    let event = walk.take(reader)
    if let depth = droppedDepth {
      if reader.kind == .end, reader.depth < depth { droppedDepth = nil }
      return
    }
    switch event {
    case .row(let number):
      takeRow(number)
      if plan.keepsCells(besides: pending), try reader.takeContents() { copy() }
    case .cell(let place): takeCell(place)
    case .endOfRow:
      endRow()
      copy()
    case .other(let name): takeElement(name)
    case .root, .merge: copy()
    case .column: takeColumns()
    case .nothing: takeRest()
    }
  }

  // MARK: Rows

  private func takeRow(_ number: Int) {
    if plan.inserts { writeRows(before: number) }
    row = number
    lastRow = max(lastRow, number)
    pending = plan.inserts ? plan.additions(toRow: number)[...] : []
    isRowOpen = reader.kind == .start
    guard !pending.isEmpty else { return copy() }
    // The hint would be wrong, unless it speaks of the columns already.
    guard reader.kind == .empty || reader.attribute("spans") != nil else { return copy() }
    if reader.kind == .start, plan.entries[number] != nil,
      SheetPlan.spans(reader.value("spans"), hold: pending)
    {
      return copy()
    }
    var tag = reader.tag(setting: [("spans", nil)])
    guard reader.kind == .empty else {
      output += tag
      return
    }
    tag.removeLast(2)
    output += tag
    write(">")
    endRow()
    write("</\(walk.prefix)row>")
  }

  private func endRow() {
    for addition in pending { writeCell(addition) }
    pending = []
    isRowOpen = false
  }

  /// Writes rows that the part does not have.
  private func writeRows(before end: Int) {
    var next = plan.firstRow(after: lastRow)
    while let number = next, number < end {
      lastRow = number
      write("<\(walk.prefix)row r=\"\(number)\">")
      for addition in plan.additions(toRow: number) { writeCell(addition) }
      write("</\(walk.prefix)row>")
      next = plan.firstRow(after: number)
    }
  }

  // MARK: Cells

  private func takeCell(_ place: CellReference) {
    while let addition = pending.first, addition.column < place.column {
      writeCell(addition)
      pending.removeFirst()
    }
    var text: String?
    if let addition = pending.first, addition.column == place.column {
      text = addition.text
      pending.removeFirst()
    }
    if let text {
      let column = CellReference(row: row, column: plan.status?.column ?? 0)
      writeCell(text, at: column, instead: reader.kind == .start)
    } else if plan.isFormerStatus(place) {
      dropContents()
    } else if plan.emptied.contains(place) {
      dropContents()
    } else if let text = plan.texts[place] {
      writeCell(text, at: place, instead: reader.kind == .start)
    } else {
      let format = walk.format(reader)
      let wanted = plan.format(at: place, of: format)
      if wanted == format { copy() } else { output += tag(format: wanted) }
    }
  }

  /// The tag of the cell with another format.
  private func tag(format: Int) -> [UInt8] {
    reader.tag(setting: [("s", format == 0 ? nil : String(format))])
  }

  private func writeCell(_ addition: SheetPlan.Addition) {
    // As bytes: every row of the sheet gets a state.
    if addition.column != startedColumn {
      startedColumn = addition.column
      cellStart = Array("<\(walk.prefix)c r=\"\(columnLetters(addition.column))".utf8)
    }
    output += cellStart
    output += String(addition.row).utf8
    output.append(UInt8(ascii: "\""))
    if addition.format != 0 { write(" s=\"\(addition.format)\"") }
    guard let text = addition.text else { return write("/>") }
    output += contents(of: text)
  }

  /// The rest of a cell with a text, behind its attributes; most cells have one of few texts.
  private func contents(of text: String) -> [UInt8] {
    if let known = knownContents[text] { return known }
    let p = walk.prefix
    let made = Array(
      " t=\"inlineStr\"><\(p)is><\(p)t>\(Markup.cellText(text))</\(p)t></\(p)is></\(p)c>".utf8)
    knownContents[text] = made
    return made
  }

  /// Writes a text in place of what a cell of the workbook holds; its look stays.
  private func writeCell(_ text: String, at place: CellReference, instead hasContents: Bool) {
    let p = walk.prefix
    var changes: [(name: String, value: String?)] = [("t", "inlineStr"), ("cm", nil), ("vm", nil)]
    let format = walk.format(reader)
    let wanted = plan.format(at: place, of: format)
    if wanted != format { changes.append(("s", wanted == 0 ? nil : String(wanted))) }
    var tag = reader.tag(setting: changes)
    if !hasContents { tag.removeLast(2) } else { tag.removeLast() }
    while let last = tag.last, MarkupReader.isSpace(last) { tag.removeLast() }
    output += tag
    write("><\(p)is><\(p)t>\(Markup.cellText(text))</\(p)t></\(p)is></\(p)c>")
    if hasContents { droppedDepth = reader.depth }
  }

  /// Leaves out what a cell holds, and the cell itself if nothing is left.
  private func dropContents() {
    let former = walk.format(reader)
    let format = plan.base(of: former)
    guard reader.kind == .start else {
      return format == former ? copy() : output.append(contentsOf: tag(format: format))
    }
    if format != 0 {
      var tag = reader.tag(setting: [("s", String(format)), ("t", nil), ("cm", nil), ("vm", nil)])
      tag.removeLast()
      output += tag
      write("/>")
    }
    droppedDepth = reader.depth
  }

  // MARK: Columns

  private func takeColumns() {
    guard let low = reader.value("min").flatMap({ Int($0) }),
      let high = reader.value("max").flatMap({ Int($0) }), let column = plan.status?.column
    else { return copy() }
    if low > column { writeStatusColumn() }
    if low <= column, column <= high { hasStatusColumn = true }
    if let tags = plan.columns(from: low, to: high, { reader.tag(setting: $0) }),
      reader.kind == .empty
    {
      output += tags
    } else {
      copy()
    }
  }

  /// Describes the column of states, unless that was done.
  private func writeStatusColumn() {
    guard !hasStatusColumn, let tag = plan.statusColumnTag else { return }
    hasStatusColumn = true
    write(tag)
  }

  // MARK: The sheet itself

  private func takeElement(_ name: String) {
    guard let rank = SheetPlan.rank(of: name) else { return copy() }
    writeElements(before: rank)
    if plan.drops.contains(name) {
      if reader.kind == .start { droppedDepth = reader.depth }
      return
    }
    if name == "sheetData", !hasStatusColumn, let tag = plan.statusColumnTag {
      hasStatusColumn = true
      write("<\(walk.prefix)cols>\(tag)</\(walk.prefix)cols>")
    }
    switch name {
    case "sheetData" where reader.kind == .empty && plan.inserts && plan.firstRow(after: 0) != nil:
      var tag = reader.tag(setting: [])
      tag.removeLast(2)
      output += tag
      write(">")
      writeRows(before: Int.max)
      write("</\(walk.prefix)sheetData>")
    case "dimension":
      let range = reader.value("ref").flatMap(CellRange.init(a1:))
      guard let range, let grown = plan.dimension(range) else { return copy() }
      output += reader.tag(setting: [("ref", grown.description)])
    case "autoFilter":
      guard let range = plan.filter else { return copy() }
      output += reader.tag(setting: [("ref", range.description)])
    default: copy()
    }
  }

  private func writeElements(before rank: Int) {
    while let first = elements.first, first.rank < rank {
      write(first.text)
      elements.removeFirst()
    }
  }

  /// Copies what is neither a row nor a cell; behind the last row those that are missing come before it.
  private func takeRest() {
    if bytes.isTranscoded, reader.depth == 0, reader.bytes.starts(with: Array("<?xml".utf8)) {
      return write(Markup.declaration)
    }
    if reader.kind == .end {
      if reader.depth == 1, reader.localName == "sheetData", plan.inserts {
        writeRows(before: Int.max)
      } else if reader.depth == 1, reader.localName == "cols" {
        writeStatusColumn()
      } else if reader.depth == 0 {
        writeElements(before: Int.max)
      }
    }
    copy()
  }
}
