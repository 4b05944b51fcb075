import Foundation

/// LibreOffice without a screen, which macros tell what to do with workbooks.
public enum LibreOffice {
  /// Whether it is installed; where `REGISTRAR_PRODUCERS` is `ci` or `all`, tests take it for granted.
  public static var isThere: Bool {
    let isDemanded = ["ci", "all"].contains(
      ProcessInfo.processInfo.environment["REGISTRAR_PRODUCERS"] ?? "")
    return isDemanded || program != nil
  }

  private static var program: String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
      .map { $0 + "/soffice" }.first(where: FileManager.default.isExecutableFile(atPath:))
  }

  /// Opens a workbook in a program without a screen, does something with it, and saves a copy.
  ///
  /// - Parameters:
  ///   - body: statements of Basic over `book`, the document.
  ///   - folder: where a profile is made.
  public static func edit(
    _ path: String, to copy: String, in folder: ScratchFolder, _ body: String
  ) throws {
    let macro = """
      Sub Main
        Dim hidden(0) As New com.sun.star.beans.PropertyValue
        hidden(0).Name = "Hidden" : hidden(0).Value = True
        book = StarDesktop.loadComponentFromURL("file://\(path)", "_blank", 0, hidden())
      \(body)
        Dim filter(0) As New com.sun.star.beans.PropertyValue
        filter(0).Name = "FilterName" : filter(0).Value = "Calc MS Excel 2007 XML"
        book.storeToURL("file://\(copy)", filter())
        book.close(True)
      End Sub
      """
    let profile = folder.path(of: "office")
    // The first start makes the profile, over any macros that are there.
    try run(profile, ["--terminate_after_init"])
    try write(macro, profile: profile)
    try run(profile, ["macro:///Standard.Module1.Main"])
  }

  private static func run(_ profile: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program ?? "/usr/bin/soffice")
    process.arguments =
      ["-env:UserInstallation=file://" + profile, "--headless", "--norestore"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.start()
    process.waitUntilExit()
  }

  private static func write(_ macro: String, profile: String) throws {
    let basic = profile + "/user/basic"
    let library = basic + "/Standard"
    try FileManager.default.createDirectory(
      atPath: library, withIntermediateDirectories: true)
    func document(_ name: String, _ type: String, _ text: String, to path: String) throws {
      try """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE \(name) PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "\(type).dtd">
      \(text)
      """.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let code = macro.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    try document(
      "script:module", "module",
      "<script:module xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Module1\""
        + " script:language=\"StarBasic\">\(code)</script:module>", to: library + "/Module1.xba")
    let space = "xmlns:library=\"http://openoffice.org/2000/library\""
    let marks = "library:readonly=\"false\" library:passwordprotected=\"false\""
    for (kind, element) in [
      ("script", "<library:element library:name=\"Module1\"/>"), ("dialog", ""),
    ] {
      try document(
        "library:library", "library",
        "<library:library \(space) library:name=\"Standard\" \(marks)>\(element)</library:library>",
        to: library + "/\(kind).xlb")
      try document(
        "library:libraries", "libraries",
        "<library:libraries \(space) xmlns:xlink=\"http://www.w3.org/1999/xlink\"><library:library"
          + " library:name=\"Standard\" xlink:href=\"$(USER)/basic/Standard/\(kind).xlb/\""
          + " xlink:type=\"simple\" library:link=\"false\"/></library:libraries>",
        to: basic + "/\(kind).xlc")
    }
  }
}
