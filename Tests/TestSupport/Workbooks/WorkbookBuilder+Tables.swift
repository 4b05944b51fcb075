extension WorkbookBuilder {
  /// Puts a table over cells of a sheet that is there already; its last rows may be totals.
  ///
  /// - Parameters:
  ///   - index: the sheet's place, from 0.
  ///   - range: the cells, header and totals included, in A1 form.
  public func table(
    ofSheetAt index: Int, _ range: String, totalsRowCount: Int
  ) -> WorkbookBuilder {
    let relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return part(
      "xl/worksheets/_rels/sheet\(index + 1).xml.rels",
      "<Relationships xmlns=\"\(relationships)\"><Relationship Id=\"rId1\" Type=\"\(types)/table\""
        + " Target=\"../tables/table\(index + 1).xml\"/></Relationships>"
    ).part(
      "xl/tables/table\(index + 1).xml",
      "<table xmlns=\"\(main)\" id=\"\(index + 1)\" name=\"T\(index + 1)\""
        + " displayName=\"T\(index + 1)\" ref=\"\(range)\" totalsRowCount=\"\(totalsRowCount)\"/>")
  }
}
