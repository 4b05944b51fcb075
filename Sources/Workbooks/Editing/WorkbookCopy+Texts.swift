public import TabularCore

/// Copies in which cells hold other texts, and nothing else is changed.
extension WorkbookCopy {
  /// Writes a copy in which cells hold other texts, to a path where nothing may be.
  ///
  /// Every part but those of the sheets with such cells stays byte for byte, and of those everything but the
  /// cells. A cell keeps its look.
  ///
  /// - Parameter texts: by the positions of the sheets from 0, texts as ``cellText(_:)`` leaves them; an empty
  ///   one empties its cell. Cells stand in rows that the sheet has.
  public func write(
    texts: [Int: [CellReference: String]], to path: String
  ) throws(WorkbookCopyError) {
    copy = ArchiveCopy()
    // Changes that are made while they are written hold the workbook: kept, it would stay open for ever.
    defer { copy = ArchiveCopy() }
    do throws(WorkbookError) {
      for (index, own) in texts.sorted(by: { $0.key < $1.key }) where !own.isEmpty {
        try plan(own, ofSheetAt: index)
      }
    } catch {
      throw .unreadable(error)
    }
    try copy.write(archive, to: path)
  }

  private func plan(_ texts: [CellReference: String], ofSheetAt index: Int) throws(WorkbookError) {
    guard sheets.indices.contains(index), let part = sheets[index].part,
      let member = try archive.member(part)
    else { return }
    let survey = try SheetSurvey(member, cells: [], limits: limits, isMark: { _ in false })
    var plan = SheetPlan()
    plan.prefix = survey.prefix
    plan.inserts = survey.isOrdered
    if survey.isOrdered {
      plan.enter(texts)
    } else {
      // Cells cannot be put in where nobody knows their places; those that are there get their texts.
      plan.texts = texts.filter { !$0.value.isEmpty }
      plan.emptied = Set(texts.filter(\.value.isEmpty).keys)
    }
    let (finished, limits, archived) = (plan, limits, self)
    put(
      .stream { () throws(WorkbookError) in
        guard let member = try archived.archive.member(part) else {
          throw WorkbookError(.zipMissingPart(.other), part: part)
        }
        return PartAhead(SheetCopy(member, plan: finished, limits: limits))
      }, in: part)
  }

  /// A text as a cell of a copy holds it and the reader gives it back: without the blanks around it, and
  /// without characters that XML cannot hold.
  public static func cellText(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t": scalars.append(scalar)
      case "\u{20}"...: if scalar.value != 0xFFFE, scalar.value != 0xFFFF { scalars.append(scalar) }
      default: continue
      }
    }
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || scalar == "\t" || scalar == "\n"
    }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars.drop(while: isBlank)))
  }
}
