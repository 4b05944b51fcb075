import Foundation
import TestSupport

/// Another reader and two other writers of workbooks, where Python and their packages are at hand.
enum DifferentialPython {
  /// The interpreter found on the search path.
  private static let interpreter = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
    .split(separator: ":").map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static let hasOpenPyXL = hasModule("openpyxl")
  static let hasXlsxWriter = hasModule("xlsxwriter")

  private static func hasModule(_ name: String) -> Bool {
    (try? run("import \(name)\nprint('yes')", []))?.hasPrefix("yes") == true
  }

  /// Runs a script and returns what it printed.
  static func run(_ script: String, _ arguments: [String]) throws -> String {
    guard let interpreter else { return "" }
    let folder = try ScratchFolder()
    let path = try folder.write("script.py", script)
    let output = try folder.write("output", "")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: interpreter)
    process.arguments = [path] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    try process.start()
    process.waitUntilExit()
    return String(decoding: try folder.contents(of: "output"), as: UTF8.self)
  }

  /// The cells of files as a script prints them: a line of JSON per file, `[place, kind, value]` per
  /// cell.
  static func cells(_ script: String, _ arguments: [String]) throws -> [[String: DifferentialValue]]
  {
    try run(script, arguments).split(separator: "\n").map { line in
      let cells = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[Any]] ?? []
      return Dictionary(
        cells.compactMap { cell -> (String, DifferentialValue)? in
          guard cell.count == 3, let place = cell[0] as? String, let kind = cell[1] as? String
          else { return nil }
          let text = cell[2] as? String ?? ""
          let number = (cell[2] as? NSNumber)?.doubleValue ?? Double(text) ?? .nan
          switch kind {
          case "text": return (place, .text(text))
          case "number": return (place, .number(number))
          case "boolean": return (place, .boolean(number != 0))
          case "error": return (place, .error(text))
          default: return (place, .serial(number))
          }
        }, uniquingKeysWith: { _, last in last })
    }
  }

  /// Prints the cells of workbooks as openpyxl reads them.
  static let reader = """
    import datetime, json, sys
    import openpyxl
    from openpyxl.utils.datetime import to_excel
    for path in sys.argv[1:]:
        book = openpyxl.load_workbook(path, data_only=True)
        cells = []
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    value = cell.value
                    place = f"{sheet.title}!{cell.coordinate}"
                    if value is None:
                        continue
                    if isinstance(value, bool):
                        cells.append([place, "boolean", int(value)])
                    elif isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
                        cells.append([place, "serial", to_excel(value, book.epoch)])
                    elif isinstance(value, (int, float)):
                        cells.append([place, "number", repr(float(value))])
                    else:
                        cells.append([place, "error" if cell.data_type == "e" else "text", value])
        print(json.dumps(cells))
    """

  /// Writes workbooks by XlsxWriter and openpyxl into a folder and prints what stands in each.
  static let writer = """
    import datetime, json, random, sys
    import openpyxl, xlsxwriter
    from openpyxl.utils.datetime import to_excel, MAC_EPOCH, WINDOWS_EPOCH
    folder, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    PIECES = ["a", "Main hall", " ", "é", "日本", "😀", "&", "<b>", '"', "\\n", "\\t", "1e5", "TRUE",
              "_x0041_", "_x005F_", "0012", "]]>", "'"]
    def value(rng):
        kind = rng.randrange(6)
        if kind < 2:
            return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 4)))
        if kind == 2:
            return rng.choice([0, 1, -1, rng.randint(-10**11, 10**11), rng.random(), 1e-7, 1.5e300])
        if kind == 3:
            return rng.random() < 0.5
        day = datetime.datetime(1905, 1, 1) + datetime.timedelta(days=rng.randint(0, 70000))
        return day if kind == 4 else day + datetime.timedelta(seconds=rng.randrange(1, 86400))
    def told(place, value, epoch):
        if isinstance(value, bool):
            return [place, "boolean", int(value)]
        if isinstance(value, datetime.datetime):
            return [place, "serial", to_excel(value, epoch)]
        if isinstance(value, (int, float)):
            return [place, "number", repr(float("%.16G" % value))]
        return [place, "text", value]
    def place(sheet, row, column):
        return f"{sheet}!{openpyxl.utils.get_column_letter(column)}{row}"
    for seed in range(first, first + count):
        rng = random.Random(seed)
        path = f"{folder}/{seed}.xlsx"
        is1904 = rng.random() < 0.3
        epoch = MAC_EPOCH if is1904 else WINDOWS_EPOCH
        rows = [[value(rng) if rng.random() < 0.8 else None for _ in range(rng.randint(1, 20))]
                for _ in range(rng.randint(1, 20))]
        if seed % 2:
            options = {"date_1904": is1904, "constant_memory": rng.random() < 0.5}
            book = xlsxwriter.Workbook(path, options)
            date = book.add_format({"num_format": rng.choice(["yyyy-mm-dd hh:mm:ss", "d/m/yy h:mm"])})
            sheet = book.add_worksheet("Data")
            for r, row in enumerate(rows):
                for c, item in enumerate(row):
                    if isinstance(item, bool):
                        sheet.write_boolean(r, c, item)
                    elif isinstance(item, datetime.datetime):
                        sheet.write_datetime(r, c, item, date)
                    elif isinstance(item, (int, float)):
                        sheet.write_number(r, c, item)
                    elif isinstance(item, str):
                        sheet.write_string(r, c, item)
            book.close()
        else:
            write_only = rng.random() < 0.5
            book = openpyxl.Workbook(write_only=write_only)
            book.epoch = epoch
            sheet = book.create_sheet("Data") if write_only else book.active
            sheet.title = "Data"
            # openpyxl writes escapes as they stand; that makes them other characters.
            rows = [[item.replace("_x", "-") if isinstance(item, str) else item for item in row]
                    for row in rows]
            for row in rows:
                sheet.append(row)
            book.save(path)
        print(json.dumps([told(place("Data", r, c), item, epoch)
                          for r, row in enumerate(rows, 1) for c, item in enumerate(row, 1)
                          if item is not None]))
    """
}
