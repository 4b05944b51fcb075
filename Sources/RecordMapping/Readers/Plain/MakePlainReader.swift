import Schemas

/// The reader of a type of Table Schema v2.
func makePlainReader(of type: FieldType, for field: Field) -> any FieldReader {
  StringReader()
}
