import { openFileArchive } from '../../../services/archive/file-archive.ts';

// Writes until it is killed. Each content says its own length, so half a file is known by sight.
const archive = openFileArchive(process.argv[2] ?? '');
const filler = 'x'.repeat(200_000);

for (let round = 0; ; round += 1) {
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const name = `receipts/${round}-${index}/before.json`;
      await archive.writeOnce(name, `${filler.length}:${filler}`);
      process.stdout.write(`${name}\n`);
    }),
  );
}
