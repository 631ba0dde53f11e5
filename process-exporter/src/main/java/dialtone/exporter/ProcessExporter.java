package dialtone.exporter;

import io.camunda.zeebe.exporter.api.Exporter;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Context.RecordFilter;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Streams the records that operations need from the broker to the server.
 *
 * <p>The broker calls {@link #export} on the thread that also does its other work, so this only turns the record into
 * JSON and puts it into a bounded buffer; a thread of its own does the HTTP. The broker is told to forget a position
 * ({@link Controller#updateLastExportedRecordPosition}) only when the server has committed it; after a restart of either
 * side the broker repeats what it had not been told to forget, and the server ignores what it has.
 *
 * <p><b>When the server is down</b> the buffer fills, and then {@code export} throws. That is the engine's own way of
 * back-pressure: the broker keeps its place in the log, processing goes on, and the same record is offered again with a
 * growing pause of at most ten seconds. Nothing is lost, memory is bounded, the order is kept; what lags is the
 * acknowledged position, and the log stays on the broker's disk meanwhile. The exception would hold up other exporters
 * of the partition too; this is the only one. Waiting inside {@code export} instead would hold a thread that the
 * processing of the partition needs.
 *
 * <p><b>A record that the server refuses</b> is isolated, logged, reported to the server and skipped: see
 * {@link RecordSender}.
 *
 * <p>Configuration: {@link ExporterSettings}.
 */
public final class ProcessExporter implements Exporter {

    private @Nullable Stream stream;
    private @Nullable Context context;

    /** Made by the broker, which knows the class by its name. */
    public ProcessExporter() {}

    /** @throws IllegalArgumentException naming the argument at fault; the broker then does not start */
    @Override
    public void configure(Context broker) {
        ExporterSettings.of(broker.getConfiguration().getArguments());
        broker.setFilter(new Needed());
        context = broker;
    }

    @Override
    public void open(Controller controller) {
        if (context == null) {
            throw new IllegalStateException("Opened before it was configured");
        }
        stream = new Stream(context, controller);
    }

    @Override
    public void export(Record<?> entry) {
        if (stream == null) {
            throw new IllegalStateException("Exported to before it was opened");
        }
        stream.put(entry);
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    /** The broker drops the other records before it decodes them, and moves the position past them by itself. */
    private static final class Needed implements RecordFilter {
        @Override
        public boolean acceptType(RecordType type) {
            return type == RecordType.EVENT;
        }

        @Override
        public boolean acceptValue(ValueType type) {
            return RecordJson.needs(type);
        }
    }

    /** There is no room: the broker offers the record again. Without a stack trace, for the broker logs each one. */
    private static final class BufferFull extends RuntimeException {
        private static final long serialVersionUID = 1;

        BufferFull(long position) {
            super(
                    "No room for position " + position + ": the server has not taken the records before it",
                    null,
                    false,
                    false);
        }
    }

    /** From open to close. */
    private static final class Stream implements AutoCloseable {
        private final RecordBuffer buffer;
        private final RecordSender sender;
        private final Thread thread;
        private final Controller controller;
        private final ExporterSettings settings;
        private long acknowledged;
        private boolean closed;

        Stream(Context context, Controller controller) {
            this.controller = controller;
            settings = ExporterSettings.of(context.getConfiguration().getArguments());
            acknowledged = controller.getLastExportedRecordPosition();
            buffer = new RecordBuffer(acknowledged);
            sender = new RecordSender(context.getPartitionId(), settings, buffer, context.getLogger());
            thread = Thread.ofPlatform()
                    .daemon()
                    .name("process-exporter-" + context.getPartitionId())
                    .uncaughtExceptionHandler((dead, bug) -> context.getLogger()
                            .error("The process exporter has died; the log is kept until the broker restarts", bug))
                    .start(sender);
            context.getLogger().info("Streaming after position {} to {}", acknowledged, settings);
            acknowledgeLater();
        }

        void put(Record<?> entry) {
            long position = entry.getPosition();
            Optional<byte[]> json = RecordJson.of(entry);
            if (json.isEmpty()) {
                buffer.pass(position);
            } else if (!buffer.offer(new RecordBuffer.Entry(position, json.get()))) {
                throw new BufferFull(position);
            }
        }

        /** The controller is the broker's own thread's: that thread fetches what the sender has learnt. */
        private void acknowledgeLater() {
            controller.scheduleCancellableTask(settings.flushInterval(), this::acknowledge);
        }

        private void acknowledge() {
            if (closed) {
                return;
            }
            long committed = sender.committed();
            if (committed > acknowledged) {
                controller.updateLastExportedRecordPosition(committed);
                acknowledged = committed;
            }
            acknowledgeLater();
        }

        @Override
        public void close() {
            closed = true;
            sender.close();
            thread.interrupt();
        }
    }
}
