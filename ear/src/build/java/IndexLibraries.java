import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jboss.jandex.IndexWriter;
import org.jboss.jandex.Indexer;

/**
 * Writes into each library of an EAR the index of its classes (META-INF/jandex.idx) that a server makes at each start of what has none: it
 * reads each class of all libraries for it. Done once here, for they do not change.
 *
 * <p>Libraries are told by the version in their names. Our own archives have none and no index: an installation may add a class to one, and
 * an index that does not know it would hide it.
 *
 * <pre>java -cp jandex.jar IndexLibraries.java EAR TIME_OF_THE_BUILD</pre>
 */
final class IndexLibraries {

    private static final Pattern LIBRARY = Pattern.compile("(lib|WEB-INF/lib)/[^/]+-\\d[^/]*\\.jar");
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war)");
    private static final String INDEX = "META-INF/jandex.idx";

    /** The time of what the build makes, so that the same sources are the same bytes. */
    private final FileTime made;

    private int indexed;

    private IndexLibraries(FileTime made) {
        this.made = made;
    }

    public static void main(String[] arguments) throws IOException {
        Path ear = Path.of(arguments[0]);
        IndexLibraries run = new IndexLibraries(FileTime.from(Instant.parse(arguments[1])));
        Path whole = Files.write(
                ear.resolveSibling(ear.getFileName() + ".indexed"), run.withIndexes(Files.readAllBytes(ear)));
        Files.move(whole, ear, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        System.out.println("libraries that had no index: " + run.indexed);
    }

    /** The archive with an index in each library. Archives in it are only stored, which they are compressed already. */
    private byte[] withIndexes(byte[] archive) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(archive.length * 2);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive));
                ZipOutputStream out = new ZipOutputStream(whole)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (LIBRARY.matcher(entry.getName()).matches()) {
                    content = indexed(content);
                } else if (entry.getName().endsWith(".war")) {
                    content = withIndexes(content);
                }
                out.putNextEntry(like(entry, content));
                out.write(content);
            }
        }
        return whole.toByteArray();
    }

    private static ZipEntry like(ZipEntry entry, byte[] content) {
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTimeLocal(entry.getTimeLocal());
        if (ARCHIVE.matcher(entry.getName()).matches()) {
            CRC32 sum = new CRC32();
            sum.update(content);
            same.setMethod(ZipEntry.STORED);
            same.setSize(content.length);
            same.setCrc(sum.getValue());
        }
        return same;
    }

    private byte[] indexed(byte[] library) throws IOException {
        Path file = Files.createTempFile("library", ".jar");
        try {
            Files.write(file, library);
            try (FileSystem jar = FileSystems.newFileSystem(file)) {
                Path index = jar.getPath(INDEX);
                if (Files.exists(index)) {
                    return library;
                }
                Files.createDirectories(index.getParent());
                try (OutputStream out = Files.newOutputStream(index)) {
                    new IndexWriter(out).write(classesOf(jar).complete());
                }
                Files.getFileAttributeView(index, BasicFileAttributeView.class).setTimes(made, made, made);
            }
            indexed++;
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Indexer classesOf(FileSystem jar) throws IOException {
        Indexer indexer = new Indexer();
        try (Stream<Path> files = Files.walk(jar.getPath("/"))) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
            for (Path file : classes) {
                try (InputStream in = Files.newInputStream(file)) {
                    indexer.index(in);
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return indexer;
    }
}
