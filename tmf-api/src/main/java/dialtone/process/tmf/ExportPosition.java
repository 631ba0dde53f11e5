package dialtone.process.tmf;

/** @param position the highest one of the partition that is committed */
public record ExportPosition(long position) {}
