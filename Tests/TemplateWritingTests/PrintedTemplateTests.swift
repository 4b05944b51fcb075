import Foundation
import TabularCore
import TestSupport
import Testing

@testable import Workbooks

/// Templates on paper: every sheet of the shipped templates, on A4 and on Letter.
@Suite(.serialized) struct PrintedTemplateTests {
  /// The pixels between the margins of 0.4 inches across.
  private static let papers = ["A4": (297 / 25.4 - 0.8) * 96, "Letter": (11 - 0.8) * 96]

  /// What a sheet says of its print, as its part has it.
  private struct Print {
    var name: String
    var isTable: Bool
    var pages: Int
    /// In pixels of Calibri: 7 a character, and 5 beside them.
    var widths: [Double]
    /// How many columns stand on each page.
    var repeated = 0
    var hasHeader = false
    var namesPaper: Bool

    /// The largest scale, at most 1, at which the columns fill no more pages than allowed.
    func scale(room: Double) -> Double {
      for percent in stride(from: 100, through: 10, by: -1) {
        let space = room * 100 / Double(percent)
        var count = 1
        var filled = 0.0
        for width in widths {
          if filled > 0, filled + width > space {
            count += 1
            filled = widths.prefix(repeated).reduce(0, +)
          }
          filled += width
        }
        if count <= pages { return Double(percent) / 100 }
      }
      return 0
    }
  }

  private static func path(_ package: String, _ language: Language) throws -> String {
    let folder = language == .english ? "" : "/" + language.rawValue
    return try checkoutRoot().path + "/Templates/\(package)\(folder)/\(package).xlsx"
  }

  /// The sheets that people see.
  private static func prints(_ path: String) throws -> [Print] {
    let book = try workbookPart("xl/workbook.xml", of: path)
    return try Workbook(path: path).sheets.filter { $0.visibility == .visible }.map { sheet in
      let part = try workbookPart("xl/worksheets/sheet\(sheet.index + 1).xml", of: path)
      let setup = try #require(part.firstMatch(of: /<pageSetup[^>]*>/)).output
      var print = Print(
        name: sheet.name, isTable: setup.contains("landscape"),
        pages: setup.firstMatch(of: /fitToWidth="(\d+)"/).flatMap { Int($0.1) } ?? 1,
        widths: part.matches(of: /<col min="(\d+)" max="(\d+)" width="([\d.]+)"/).flatMap {
          [Double](
            repeating: (Double($0.3) ?? 0) * 7 + 5,
            count: (Int($0.2) ?? 0) - (Int($0.1) ?? 0) + 1)
        },
        namesPaper: setup.contains("paperSize"))
      let titles = book.firstMatch(
        of: try Regex(
          "Print_Titles\" localSheetId=\"\(sheet.index)\">([^<]*)<", as: (Substring, Substring).self
        ))
      for range in titles?.1.split(separator: ",") ?? [] {
        if let columns = range.firstMatch(of: /!\$A:\$([A-Z])$/), let last = columns.1.utf8.first {
          print.repeated = Int(last - UInt8(ascii: "A")) + 1
        }
        if range.contains(/!\$\d+:\$\d+$/) { print.hasHeader = true }
      }
      return print
    }
  }

  @Test(arguments: shippedPackages)
  func everySheet_isReadableOnBothPapers(package: String) throws {
    for language in Language.spoken {
      let prints = try Self.prints(Self.path(package, language))
      #expect(prints.count { $0.isTable } == prints.count - 1, "all but the instructions")
      for print in prints {
        #expect(!print.namesPaper, "\(print.name): the printer has the paper")
        #expect(print.hasHeader == print.isTable, "\(print.name)")
        // Lists have no columns of a key.
        if print.isTable, print.pages > 1, !["Lists", "Listes", "Listas"].contains(print.name) {
          #expect(print.repeated > 0, "\(package) \(language.rawValue) \(print.name)")
        }
        guard print.isTable else { continue }
        for (paper, room) in Self.papers {
          let scale = print.scale(room: room)
          #expect(scale >= 0.6, "\(package) \(language.rawValue) \(print.name) \(paper) \(scale)")
        }
        // No page more than the smallest scale needs.
        let narrow = Print(
          name: "", isTable: true, pages: print.pages - 1, widths: print.widths.map { $0 * 8 / 7 },
          repeated: print.repeated, namesPaper: false)
        #expect(print.pages == 1 || narrow.scale(room: 979) < 0.61, "\(print.name)")
      }
    }
  }

  /// The widest workbook has as many pages in LibreOffice as its sheets say, on either paper.
  @Test(.enabled(if: LibreOffice.isThere), .timeLimit(.minutes(3)))
  func libreOffice_printsThePagesThatSheetsSay() throws {
    let folder = try ScratchFolder()
    let path = try Self.path("exam-platform", "fr")
    let export = ["A4": (21_000, 29_700), "Letter": (21_590, 27_940)].map { paper, size in
      """
      For number = 0 To styles.getCount() - 1
        style = styles.getByIndex(number)
        If style.IsLandscape Then
          style.Width = \(size.1) : style.Height = \(size.0)
        Else
          style.Width = \(size.0) : style.Height = \(size.1)
        End If
      Next
      book.storeToURL("file://\(folder.path(of: paper)).pdf", pdf())
      """
    }
    try LibreOffice.edit(
      path, to: folder.path(of: "copy.xlsx"), in: folder,
      """
      styles = book.StyleFamilies.getByName("PageStyles")
      Dim pdf(0) As New com.sun.star.beans.PropertyValue
      pdf(0).Name = "FilterName" : pdf(0).Value = "calc_pdf_Export"
      """ + "\n" + export.joined(separator: "\n"))
    // Long lists of choices go on below, on a page or two more.
    let prints = try Self.prints(path)
    let least = prints.reduce(0) { $0 + $1.pages }
    for (paper, size) in ["A4": (595, 841), "Letter": (612, 792)] {
      let text = String(
        decoding: try folder.contents(of: paper + ".pdf"), as: UTF8.self)
      let pages = text.matches(of: /\/Type\/Page\/.*?\/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]/)
      #expect((least...least + 3).contains(pages.count), "\(paper) \(pages.count) \(least)")
      let sizes = pages.map { page in
        [Double(page.1) ?? 0, Double(page.2) ?? 0].map { Int($0) }.sorted()
      }
      #expect(sizes.allSatisfy { abs($0[0] - size.0) < 2 && abs($0[1] - size.1) < 2 }, "\(paper)")
    }
  }
}
