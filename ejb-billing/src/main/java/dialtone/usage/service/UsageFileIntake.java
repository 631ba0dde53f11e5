package dialtone.usage.service;

import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCsv;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageReject;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a usage file in, batch by batch, each in a transaction of its own that also notes how far the file is taken. A crash so
 * loses nothing and doubles nothing: delivered again, the file goes on behind the last batch that was stored.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UsageFileIntake {

    private static final Logger LOG = Logger.getLogger(UsageFileIntake.class);

    /** A batch that met another one, over the same records or the same numbers, goes through when the other is done. */
    static final int ATTEMPTS = 4;

    @EJB
    private UsageFiles files;

    @EJB
    private UsageIntake intake;

    @EJB
    private UsageRecycling recycling;

    @SuppressWarnings("NullAway") // the container injects
    public UsageFileIntake() {}

    UsageFileIntake(UsageFiles files, UsageIntake intake, UsageRecycling recycling) {
        this.files = files;
        this.intake = intake;
        this.recycling = recycling;
    }

    /**
     * Takes what is not taken yet of a file.
     *
     * @param name        decides the source of its records, see {@link UsageFile#sourceOf}
     * @param deliveredBy {@code inbox}, or the login of who uploaded it
     * @return the file as it is afterwards: completed, or refused with the reason when it is no usage file
     * @throws IOException           if it cannot be read
     * @throws IllegalStateException if the database fails; to be delivered again
     */
    public UsageFile take(Path path, String name, String deliveredBy) throws IOException {
        UsageFile file = files.register(new NewUsageFile(name, checksum(path), deliveredBy));
        if (file.state() != UsageFile.State.IN_PROGRESS) {
            LOG.infof("Usage file %s has been taken before as %d (%s)", name, file.id(), file.name());
            return file;
        }
        try (Reader reader = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8)) {
            UsageLines lines = new UsageLines(reader);
            String header = lines.next();
            if (header == null || !UsageCsv.isHeader(header)) {
                return refuse(file);
            }
            takeLines(file, lines);
        }
        recycle(file.id());
        UsageFile taken = files.complete(file.id());
        LOG.infof("Usage file %d (%s, delivered by %s): %s", taken.id(), name, deliveredBy, taken.counts());
        return taken;
    }

    private UsageFile refuse(UsageFile file) {
        LOG.warnf("Usage file %d (%s) does not begin with the header and is refused", file.id(), file.name());
        return files.refuse(file.id(), "The first line is not " + UsageCsv.HEADER);
    }

    private void takeLines(UsageFile file, UsageLines lines) throws IOException {
        long lineNumber = UsageFile.FIRST_RECORD_LINE;
        long nextLine = file.nextLine();
        Chunk chunk = new Chunk(file, nextLine);
        @Nullable String line = lines.next();
        while (line != null) {
            if (lineNumber >= nextLine) {
                chunk.add(lineNumber, line);
                if (chunk.isFull()) {
                    nextLine = take(chunk.batch());
                    chunk = new Chunk(file, nextLine);
                }
            }
            lineNumber++;
            line = lines.next();
        }
        if (chunk.lines > 0) {
            take(chunk.batch());
        }
    }

    /** @return the first line that is still to be taken */
    private long take(UsageBatch batch) {
        String what = "lines from " + batch.firstLine();
        return repeated(batch.fileId(), what, () -> intake.take(batch)).nextLine();
    }

    /** A number that got its account while the file was being taken may have been looked for just before. */
    private void recycle(long fileId) {
        while (repeated(fileId, "suspended records", () -> recycling.recycleFile(fileId)) > 0) {
            LOG.infof("Usage file %d: suspended records have an account now", fileId);
        }
    }

    private static <T> T repeated(long fileId, String what, Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || !isOfTheDatabase(failure)) {
                    throw failure;
                }
                LOG.warnf("Usage file %d: %s are tried again: %s", fileId, what, failure.getMessage());
            }
        }
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    private static String checksum(Path path) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
                DigestInputStream digest = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Lines on their way into a batch. */
    private static final class Chunk {
        private final UsageFile file;
        private final long firstLine;
        private final List<UsageEvent> events = new ArrayList<>(UsageBatch.MAX_LINES);
        private final List<UsageReject> rejects = new ArrayList<>();
        private int lines;

        Chunk(UsageFile file, long firstLine) {
            this.file = file;
            this.firstLine = firstLine;
        }

        void add(long lineNumber, String line) {
            lines++;
            if (line.isBlank()) {
                return;
            }
            switch (UsageCsv.parse(file.source(), lineNumber, line)) {
                case UsageCsv.Line.Event(UsageEvent event) -> events.add(event);
                case UsageCsv.Line.Rejected(UsageReject reject) -> rejects.add(reject);
            }
        }

        boolean isFull() {
            return lines == UsageBatch.MAX_LINES;
        }

        UsageBatch batch() {
            return new UsageBatch(file.id(), firstLine, lines, events, rejects);
        }
    }
}
