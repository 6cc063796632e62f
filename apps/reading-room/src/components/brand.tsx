import classes from './brand.module.css';

/** A film on a light box: the mark of the house. */
export function Brand({ large = false }: { large?: boolean }) {
  return (
    <span className={classes.brand} data-large={large || undefined}>
      <svg viewBox="0 0 32 32" className={classes.mark} aria-hidden>
        <rect x="6" y="3" width="20" height="26" rx="3" className={classes.film} />
        <path d="M16 8.500v15" className={classes.spine} />
        <path
          d="M13 9.500c-3.600 2.300-4.200 8.200-3.200 12.500M19 9.500c3.600 2.300 4.200 8.200 3.200 12.500"
          className={classes.lung}
        />
      </svg>
      Wetread
    </span>
  );
}
