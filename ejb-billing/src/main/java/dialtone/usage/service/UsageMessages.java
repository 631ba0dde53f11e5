package dialtone.usage.service;

import dialtone.platform.settings.Settings;
import dialtone.usage.Delivery;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Takes batches of records that come as messages, each as a file's records are taken: it is in the register, its audit adds up, and its bytes are kept in the
 * {@code done} or {@code failed} folder of the inbox. What was taken of a message is not taken twice: delivered again after a crash it goes on where
 * it broke off, or is found to be taken.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UsageMessages {

    /** Some 30,000 records. A message is in memory as a whole. */
    public static final int MAX_BYTES = 2_000_000;

    private static final Delivery BY_QUEUE = new Delivery(UsageChannel.JMS, "usage");

    @EJB
    private UsageFileIntake intake;

    @EJB
    private UsageFiles files;

    @EJB
    private UsageLayoutFiles layouts;

    private final Path inbox;

    @SuppressWarnings("NullAway") // the container injects
    public UsageMessages() {
        this.inbox = Settings.usageInbox();
    }

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    UsageMessages(UsageFileIntake intake, UsageFiles files, UsageLayoutFiles layouts, Path inbox) {
        this.intake = intake;
        this.files = files;
        this.layouts = layouts;
        this.inbox = inbox;
    }

    /**
     * Takes what is not taken yet of a batch.
     *
     * @param content in UTF-8
     * @return what the register says of it: completed, or refused with the reason
     * @throws IOException           if the inbox's folder takes nothing; to be delivered again
     * @throws IllegalStateException if the database fails; to be delivered again
     */
    public UsageFile take(UsageMessage message, byte[] content) throws IOException {
        Optional<String> fault = fault(message, content.length);
        if (fault.isPresent()) {
            return refuse(message, fault.get(), content);
        }
        Path folder = Files.createDirectories(inbox.resolve(".queue"));
        Path draft = Files.write(folder.resolve(Checksums.of(message.id())), content);
        UsageFile taken = intake.take(draft, message.batch(), BY_QUEUE, layout(message));
        String kept = taken.state() == UsageFile.State.REFUSED ? "failed" : "done";
        Path last = Files.createDirectories(inbox.resolve(kept)).resolve(taken.id() + "-" + message.batch());
        Files.move(draft, last, StandardCopyOption.REPLACE_EXISTING);
        return taken;
    }

    /**
     * Notes a message that is no batch, so that people see it and nobody delivers it again. It is in the register by its own id: the same bytes in a message that
     * says more are another delivery.
     *
     * @param content as far as it can be read
     */
    public UsageFile refuse(UsageMessage message, String fault, byte[] content) throws IOException {
        String name = UsageFile.isName(message.batch()) ? message.batch() : message.id();
        UsageFile file = files.register(
                new NewUsageFile(name, Checksums.of("message " + message.id()), BY_QUEUE, UsageLayout.HOUSE));
        Files.write(Files.createDirectories(inbox.resolve("failed")).resolve(file.id() + "-message"), content);
        return files.refuse(file.id(), fault);
    }

    private UsageLayout layout(UsageMessage message) {
        return named(message).orElse(UsageLayout.HOUSE);
    }

    private Optional<UsageLayout> named(UsageMessage message) {
        return message.layout().isEmpty()
                ? Optional.of(UsageLayout.HOUSE)
                : layouts.current().named(message.layout());
    }

    private Optional<String> fault(UsageMessage message, int bytes) {
        if (bytes > MAX_BYTES) {
            return Optional.of("The message has " + bytes + " bytes, more than " + MAX_BYTES);
        }
        if (!UsageFile.isName(message.batch())) {
            return Optional.of(
                    "The message's property batch is no name of 1 to 100 letters, digits, dots, dashes and underscores");
        }
        UsageLayouts known = layouts.current();
        return named(message).isPresent()
                ? Optional.empty()
                : Optional.of("The message's property layout is none of " + known.names());
    }
}
