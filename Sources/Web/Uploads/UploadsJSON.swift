import Domain

/// What somebody has on its way in.
struct UploadsJSON: Encodable {
    /// One upload that is not whole yet.
    struct Item: Encodable {
        let address: String
        let fileName: String
        /// Missing while it is not known.
        let length: Int64?
        let offset: Int64

        init(_ upload: Upload) {
            address = "/api/v1/uploads/\(upload.id)"
            fileName = upload.fileName
            length = upload.isOpen ? nil : upload.length
            offset = upload.offset
        }

        static let schema = Schema.object(
            "Upload",
            [
                .init("address", .text), .init("file_name", .text), .init("offset", .integer),
                .optional("length", .integer),
            ])
    }

    let items: [Item]
    /// The clip that the file asked about is already.
    let clip: ID<Clip>?

    static let schema = Schema.object(
        "Uploads", [.init("items", .list(Item.schema)), .optional("clip", .id)])
}
