import JSONRecords
import JSONText
import TabularCore

/// JSON files as lists of records.
let jsonFileTargets = [FuzzTarget(name: "records", take: readJSONFile)]

/// A file that is read a few bytes at a time.
private struct SlowSource: JSONSource {
  let bytes: MemoryJSON
  let size: Int

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(JSONRecordsError) -> Int {
    try bytes.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(size)), at: offset)
  }
}

private struct FuzzedLists: Equatable {
  var names: [String?] = []
  var counts: [Int] = []
  var rows: [[String]] = []
  var findings: [RowFinding] = []
  var places: [JSONPlace] = []
  var error: JSONRecordsError?

  init(_ source: any JSONSource, isLines: Bool, limits: Limits, items: [JSONItems]) {
    do throws(JSONRecordsError) {
      let document = try JSONDocument(source, isLines: isLines, limits: limits)
      places += document.otherMembers.map(\.place)
      for list in document.lists {
        names.append(list.name)
        counts.append(list.recordCount)
        places.append(list.place)
        let reader = list.makeReader(items: items)
        var batch = RowBatch()
        while try reader.next(into: &batch, maximumRows: 3) {
          for index in batch.rows.indices {
            rows.append(batch.cells(ofRowAt: index).map { batch.text(of: $0) })
          }
          findings += batch.findings
        }
        let columns = Set(0...list.columns.count)
        for row in [1, list.recordCount] {
          let found = try list.places(of: [row: columns])[row] ?? [:]
          places += found.sorted { $0.key < $1.key }.map(\.value)
        }
      }
    } catch {
      self.error = error
    }
  }
}

private func readJSONFile(_ input: [UInt8]) {
  var bytes = input
  let choice = bytes.takeChoice()
  let size = bytes.takeChoice() + 1
  var limits = Limits()
  if choice & 1 != 0 { limits[.recordSize] = 32 }
  if choice & 2 != 0 { limits[.columns] = 3 }
  let items: [JSONItems] = [.list, .none, .json, .separated(","), .separated("")]
  let isLines = choice & 4 != 0
  func lists(_ source: any JSONSource) -> FuzzedLists {
    FuzzedLists(source, isLines: isLines, limits: limits, items: [items[choice / 8 % items.count]])
  }
  let whole = lists(MemoryJSON(bytes))
  let pieces = lists(SlowSource(bytes: MemoryJSON(bytes), size: size))
  require(pieces == whole, "by \(size) bytes: \(pieces), at once: \(whole)")
  guard choice & 7 == 0, whole.error == nil else { return }
  // What is one JSON text is so for the parser, too; records may nest as deep as a whole text.
  guard let node = try? JSONParser.parse(bytes) else { return }
  switch node.content {
  case .array(let all): require(whole.counts == [all.count], "\(whole.counts), not \(all.count)")
  case .object(let members) where whole.names != [nil]:
    let counts = members.compactMap { member -> Int? in
      guard let items = member.value.items else { return nil }
      return items.isEmpty || items[0].members != nil ? items.count : nil
    }
    require(whole.counts == counts, "\(whole.counts), not \(counts)")
  case .object: require(whole.counts == [1], "\(whole.counts) for one record")
  default: require(false, "a list in \(node.kind)")
  }
}
