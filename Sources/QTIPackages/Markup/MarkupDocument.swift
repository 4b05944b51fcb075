import CSheetXML
import TabularCore

/// Why a document of a package cannot be read.
enum MarkupProblem: Error, Hashable {
  /// It declares a document type, which may name files of others.
  case doctype
  /// It includes other documents by XInclude.
  case inclusion
  /// It is no well-formed XML, or over a limit; why.
  case malformed(String)
}

/// Reads a small XML document as a tree; a document type, entities and inclusions are refused.
enum MarkupDocument {
  private static let inclusionSpace = "http://www.w3.org/2001/XInclude"

  static func root(of bytes: [UInt8], limits: Limits) throws(MarkupProblem) -> MarkupElement {
    let builder = Builder(bytes)
    var sizes = sx_limits()
    sizes.depth = Int64(limits[.xmlDepth])
    sizes.attribute_length = Int64(min(limits[.xmlAttributeLength], 1 << 28))
    sizes.text_length = 1 << 28
    sizes.text_bytes = 1 << 28
    let context = Unmanaged.passUnretained(builder).toOpaque()
    let outcome = withExtendedLifetime(builder) {
      sx_read_document(
        sx_input(read: Builder.read, source: context), &sizes,
        sx_document_visitor(
          context: context, start: Builder.start, end: Builder.end, text: Builder.text))
    }
    if builder.includes { throw .inclusion }
    switch outcome.status {
    case SX_OK: break
    case SX_DOCTYPE: throw .doctype
    case SX_MALFORMED: throw .malformed(message(of: outcome))
    case SX_BAD_ENCODING: throw .malformed("its encoding is not UTF-8 or UTF-16")
    default: throw .malformed("it is nested too deep or too large")
    }
    guard let root = builder.root else { throw .malformed("it breaks off") }
    return root
  }

  private static func message(of outcome: sx_outcome) -> String {
    let text = withUnsafeBytes(of: outcome.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }
    return text.isEmpty ? "it breaks off" : text
  }

  /// Builds the tree of a document while it is parsed.
  private final class Builder {
    private let bytes: [UInt8]
    private var offset = 0
    private var stack: [MarkupElement] = []
    var root: MarkupElement?
    var includes = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static let read:
      @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, Int64) -> Int64 = {
        source, buffer, capacity in
        guard let source, let buffer else { return -1 }
        let builder = Unmanaged<Builder>.fromOpaque(source).takeUnretainedValue()
        let count = min(Int(capacity), builder.bytes.count - builder.offset)
        guard count > 0 else { return 0 }
        builder.bytes.withUnsafeBytes { bytes in
          UnsafeMutableRawPointer(buffer).copyMemory(
            from: bytes.baseAddress.map { $0 + builder.offset } ?? UnsafeRawPointer(source),
            byteCount: count)
        }
        builder.offset += count
        return Int64(count)
      }

    static let start:
      @convention(c) (
        UnsafeMutableRawPointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
        UnsafePointer<sx_document_attribute>?, Int
      ) -> CInt = { context, name, space, attributes, count in
        guard let context, let name, let space else { return 1 }
        let builder = Unmanaged<Builder>.fromOpaque(context).takeUnretainedValue()
        let pairs = (0..<count).compactMap { index -> (name: String, value: String)? in
          guard let attribute = attributes?[index] else { return nil }
          let value = UnsafeRawBufferPointer(start: attribute.value, count: attribute.length)
          return (String(cString: attribute.name), String(decoding: value, as: UTF8.self))
        }
        let element = MarkupElement(
          name: String(cString: name), space: String(cString: space), attributes: pairs)
        if element.space == inclusionSpace {
          builder.includes = true
          return 1
        }
        builder.stack.last?.append(element)
        builder.stack.append(element)
        if builder.root == nil { builder.root = element }
        return 0
      }

    static let end: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
      guard let context else { return }
      let builder = Unmanaged<Builder>.fromOpaque(context).takeUnretainedValue()
      _ = builder.stack.popLast()
    }

    static let text: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, Int) -> CInt =
      {
        context, bytes, count in
        guard let context else { return 1 }
        let builder = Unmanaged<Builder>.fromOpaque(context).takeUnretainedValue()
        let value = UnsafeRawBufferPointer(start: bytes, count: count)
        builder.stack.last?.append(String(decoding: value, as: UTF8.self))
        return 0
      }
  }
}
