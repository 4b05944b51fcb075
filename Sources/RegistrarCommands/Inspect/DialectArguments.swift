import ArgumentParser
import DelimitedText
import TabularCore

/// Reads `--encoding`, `--delimiter` and `--quote`.
enum DialectArguments {
  /// The options they make; what is left out is found in the file.
  ///
  /// - Throws: a usage error for an unknown encoding and for a character that is none.
  static func options(
    encoding: String?, delimiter: String?, quote: String?
  ) throws -> DialectOptions {
    var options = DialectOptions(encoding: .detect)
    if let encoding {
      if encoding.lowercased() == "auto" {
        options.encoding = .auto
      } else if let named = TextEncoding(name: encoding) {
        options.encoding = .named(named)
      } else {
        let names = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(
          usage: "unknownEncoding", ["found": printable(encoding), "names": names])
      }
    }
    options.delimiter = try delimiter.map { try character($0, of: "--delimiter") }
    if quote == "none" || quote == "" {
      options.quote = 0
    } else {
      options.quote = try quote.map { try character($0, of: "--quote") }
    }
    if let delimiter = options.delimiter, delimiter == options.quote {
      throw ValidationError(usage: "delimiterIsQuote")
    }
    return options
  }

  /// One ASCII character; `tab` and `\t` stand for a tab.
  private static func character(_ text: String, of option: String) throws -> UInt8 {
    if text == "tab" || text == "\\t" { return UInt8(ascii: "\t") }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte == 0x09 || byte >= 0x20,
      byte < 0x7F
    else {
      throw ValidationError(usage: "oneCharacter", ["option": option, "found": printable(text)])
    }
    return byte
  }
}

/// Reads `--limit name=value`.
enum LimitArguments {
  /// The defaults with the given changes.
  ///
  /// - Throws: a usage error for an unknown name and for a value that is not a positive number.
  static func limits(_ changes: [String]) throws -> Limits {
    var limits = Limits()
    for change in changes {
      let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let name = Limits.Name(rawValue: String(parts[0])) else {
        let names = Limits.Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(usage: "unknownLimit", ["found": printable(change), "names": names])
      }
      guard let value = Int(parts[1]), value > 0 else {
        throw ValidationError(usage: "limitValue", ["name": name.rawValue])
      }
      limits[name] = value
    }
    return limits
  }
}
