package dialtone.catalog.service;

import dialtone.platform.yaml.YamlMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The catalogue's files as text, in the order of their names. As one text, for the table, each begins with a line that names it.
 */
record CatalogSource(List<Document> documents) {

    /** A catalogue that a person can still read. */
    static final int MAX_FILES = 50;

    static final int MAX_FILE_BYTES = YamlMap.MAX_FILE_BYTES;

    private static final String MARK = "#file: ";

    /** @param name of the file, without its folder */
    record Document(String name, String text) {}

    CatalogSource {
        documents = List.copyOf(documents);
    }

    /**
     * @throws IOException              if the folder cannot be read
     * @throws IllegalArgumentException if it has no YAML file, more than {@value #MAX_FILES}, or one of more than
     *     {@value #MAX_FILE_BYTES} bytes
     */
    static CatalogSource in(Path folder) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList()) {
                if (Files.size(file) > MAX_FILE_BYTES) {
                    throw new IllegalArgumentException(file + " has more than " + MAX_FILE_BYTES + " bytes");
                }
                documents.add(new Document(
                        file.getFileName().toString(),
                        Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n")));
            }
        }
        if (documents.isEmpty() || documents.size() > MAX_FILES) {
            throw new IllegalArgumentException(
                    folder + " holds no catalogue: 1 to " + MAX_FILES + " files that end in .yaml");
        }
        return new CatalogSource(documents);
    }

    /** The files of a text that {@link #text} made. */
    static CatalogSource of(String text) {
        List<Document> documents = new ArrayList<>();
        // a line break before and none after: so each mark, the first and the last too, stands between two line breaks
        for (String part : ("\n" + text.substring(0, text.length() - 1)).split("\n" + MARK, -1)) {
            int lineEnd = part.indexOf('\n');
            if (lineEnd > 0) {
                documents.add(new Document(part.substring(0, lineEnd), part.substring(lineEnd + 1) + "\n"));
            }
        }
        return new CatalogSource(documents);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Document document : documents) {
            text.append(MARK).append(document.name()).append('\n').append(document.text());
            if (!document.text().endsWith("\n")) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** SHA-256 of {@link #text}, 64 hexadecimal digits. */
    String checksum() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
