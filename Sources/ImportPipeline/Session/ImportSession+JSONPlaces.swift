import JSONRecords
import TabularCore

/// A list of one of the run's JSON files.
struct JSONListName: Hashable {
  /// The file.
  var source: SourceID
  /// What places call the list, as they call sheets.
  var sheet: String
}

extension JSONList {
  /// What places call the list, as they call sheets: its pointer, `/` where it is the whole file.
  var sheet: String { pointer.isEmpty ? "/" : pointer }
}

extension IssueLocation {
  /// Takes a pointer, a line and a column over.
  mutating func take(_ place: JSONPlace) {
    part = place.pointer
    line = place.line
    lineColumn = place.column
  }
}

extension ImportSession {
  /// Gives the issues that are kept their JSON pointers, lines and columns: each list is read once more, no
  /// further than the last record that has an issue.
  ///
  /// A list that cannot be read again leaves the numbers of its records.
  func completeJSONPlaces() {
    guard !jsonLists.isEmpty else { return }
    var wanted: [JSONListName: [Int: Set<Int>]] = [:]
    for issue in issues.issues {
      for place in [issue.location] + issue.related.map(\.location) {
        guard let list = listName(of: place), let row = place.row, row > 0 else { continue }
        wanted[list, default: [:]][row, default: []].insert(place.column ?? 0)
      }
    }
    let found = wanted.reduce(into: [:]) { found, item in
      found[item.key] = try? jsonLists[item.key]?.places(of: item.value)
    }
    issues.replacePlaces { place in
      guard let name = listName(of: place), let list = jsonLists[name] else { return }
      switch (place.row, place.column) {
      case (0, let column?): if let first = list.place(ofColumn: column) { place.take(first) }
      case (0, nil), (nil, _): place.part = list.pointer
      case (let row?, let column):
        if let cell = found[name]?[row]?[column ?? 0] { place.take(cell) }
      }
      // The header is no record.
      if place.row == 0 { place.row = nil }
    }
  }

  /// The list of a place that has no line yet.
  private func listName(of place: IssueLocation) -> JSONListName? {
    guard place.form == .json, place.line == nil, let source = place.source,
      let sheet = place.sheet
    else { return nil }
    return JSONListName(source: source, sheet: sheet)
  }
}
