"""what is late: edits and removals are told from older ones that arrive after them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("edited", sa.String(), nullable=False, server_default=""))
    op.add_column("engagement", sa.Column("is_gone", sa.Boolean(), nullable=False, server_default=sa.false()))
